import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Cell, Column, Comparison } from '../../server/src/core/compare.js';
import { type MarkFacts, readMarks } from '../../server/src/core/remark/marks.js';
import { runJson, SAMPLE } from './run.js';

/*
 * The sample, counted a second time and slowly: marks from the tree reader, each rule of counting written out again,
 * words by marking characters one by one. Shares no code with what it checks but the parser's packages.
 */

interface FrontMatter {
  readonly district?: string;
  readonly coding?: string;
  readonly participants?: readonly string[];
}

interface Config {
  readonly speakers: Readonly<Record<string, readonly string[]>>;
  readonly participants: Readonly<Record<string, unknown>>;
}

/** A counted word: where its characters stand in the file, and who says it. */
interface Word {
  readonly at: readonly number[];
  readonly speaker: string | undefined;
}

interface Passages {
  readonly coder: string | undefined;
  /** Characters of each fragment, delimiters included. */
  readonly fragments: readonly Pick<MarkFacts, 'start' | 'end' | 'content'>[];
}

interface Counted {
  readonly front: FrontMatter;
  readonly words: readonly Word[];
  readonly participants: ReadonlySet<string>;
  readonly byCode: ReadonlyMap<string, readonly Passages[]>;
}

const config = parse(readFileSync(join(SAMPLE, 'qualdown.yaml'), 'utf8')) as Config;
const people = new Set(Object.keys(config.participants));
const interviewers = new Set(config.speakers['interviewer']);
const labels = new Set([...people, ...Object.values(config.speakers).flat()]);

function countDocument(source: string): Counted {
  const frontMatter = /^---\n([^]*?)\n---\n/.exec(source)!;
  const front = parse(frontMatter[1]!) as FrontMatter;
  const marks = readMarks(source);
  const words = wordsOf(source, marks, frontMatter[0].length);
  const speaking = words.flatMap(({ speaker }) =>
    speaker !== undefined && people.has(speaker) ? [speaker] : [],
  );
  const participants = new Set([...(front.participants ?? []), ...speaking]);
  // Where nobody is marked as speaking, the only participant is who speaks.
  const [only] =
    participants.size === 1 && words.every(({ speaker }) => speaker === undefined) ? participants : [];
  const told = only === undefined ? words : words.map((word) => ({ ...word, speaker: only }));
  return { front, words: told, participants, byCode: passagesOf(marks) };
}

/** Text that people said or wrote, character by character, without the signs of marks: `\0` where one stood. */
function wordsOf(source: string, marks: readonly MarkFacts[], from: number): Word[] {
  const signs = new Uint8Array(source.length);
  for (const { kind, start, end, content } of marks) {
    if (kind === 'section') continue; // its heading is not counted at all
    signs.fill(1, start, content.start).fill(1, content.end, end);
  }
  const words: Word[] = [];
  let speaker: string | undefined;
  for (const block of source.slice(from).matchAll(/(?:.+\n?)+/g)) {
    // Characters of the block that are no signs, with their places.
    let places = Array.from({ length: block[0].length }, (_, index) => from + block.index + index).filter(
      (place) => !signs[place],
    );
    const text = () => places.map((place) => source[place]).join('');
    if (/^#{1,6} /.test(text())) {
      speaker = undefined;
      places = places.slice(text().indexOf('\n') + 1 || places.length);
    }
    const label =
      /^\s*(?:\[\d\d:\d\d:\d\d\] )?(?:\*\*([^*]+?)(?::\*\*|\*\*:)|\[([^\]]+)\]|([A-Z]+\d*):)/.exec(text());
    const name = label?.[1] ?? label?.[2] ?? label?.[3];
    if (name !== undefined && labels.has(name)) {
      speaker = name;
      places = places.slice(label![0].length);
    }
    if (speaker !== undefined && interviewers.has(speaker)) continue;
    const silent = text().replaceAll(/\[(?:\d+:\d\d(?::\d\d)?|inaudible[^\]]*)\]|\d\d:\d\d:\d\d/g, (found) =>
      ' '.repeat(found.length),
    );
    for (const { 0: word, index } of silent.matchAll(/[\p{L}\p{N}]+(?:['’-][\p{L}\p{N}]+)*['’]?/gu)) {
      words.push({ at: places.slice(index, index + word.length), speaker });
    }
  }
  return words;
}

/** The segments that count for each code. */
function passagesOf(marks: readonly MarkFacts[]): Map<string, Passages[]> {
  const byCode = new Map<string, Passages[]>();
  for (const code of new Set(marks.flatMap(({ codes }) => codes))) {
    const carrying = marks.filter(({ codes }) => codes.includes(code));
    const keys = new Set(carrying.map((mark) => mark.seg ?? mark));
    const segments = [...keys].map((key): Passages => {
      const fragments = carrying.filter((mark) => (mark.seg ?? mark) === key);
      return { fragments, coder: fragments.find(({ coder }) => coder)?.coder };
    });
    byCode.set(code, mergeCoders(segments.filter((segment) => !isNested(segment, segments))));
  }
  return byCode;
}

/** Every fragment lies in a fragment of another segment. */
function isNested(segment: Passages, segments: readonly Passages[]): boolean {
  const others = segments.filter((other) => other !== segment).flatMap(({ fragments }) => fragments);
  return segment.fragments.every((inner) =>
    others.some((outer) => outer.start < inner.start && inner.end < outer.end),
  );
}

/** One of each group that overlaps of different coders connect, with all its passages. */
function mergeCoders(segments: readonly Passages[]): Passages[] {
  const groups: Passages[][] = [];
  for (const segment of segments) {
    const touching = groups.filter((group) =>
      group.some(
        (other) =>
          other.coder !== segment.coder &&
          other.fragments.some((a) => segment.fragments.some((b) => a.start < b.end && b.start < a.end)),
      ),
    );
    for (const group of touching) groups.splice(groups.indexOf(group), 1);
    groups.push([...touching.flat(), segment]);
  }
  return groups.map((group) => ({
    coder: undefined,
    fragments: group.flatMap(({ fragments }) => fragments),
  }));
}

function documentsOf(folder: string): string[] {
  return readdirSync(join(SAMPLE, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return ['memos', 'second-coder'].includes(entry.name) ? [] : documentsOf(path);
    return entry.name.endsWith('.md') && entry.name !== 'README.md' ? [path] : [];
  });
}

describe('qualdown compare --by district on the sample', () => {
  let table: Comparison;
  const cases = new Map<string, Counted[]>();
  before(async () => {
    table = await runJson<Comparison>(['compare', '--by', 'district', '--study', SAMPLE]);
    for (const path of documentsOf('.')) {
      const counted = countDocument(readFileSync(join(SAMPLE, path), 'utf8'));
      const { district = '' } = counted.front;
      cases.set(district, [...(cases.get(district) ?? []), counted]);
    }
  });

  it('has the columns that the documents say', () => {
    const expected = [...cases].map(([value, documents]): Column => ({
      value,
      documents: documents.length,
      participants: new Set(documents.flatMap(({ participants }) => [...participants])).size,
      words: documents.reduce((sum, { words }) => sum + words.length, 0),
      none: 0,
      partial: 0,
    }));
    assert.ok([...cases.values()].flat().every(({ front }) => front.coding === 'done'));
    assert.deepEqual(
      table.columns,
      expected.sort((a, b) => (String(a.value) < String(b.value) ? -1 : 1)),
    );
  });

  it('has a row for every code of the codebook, and for no other', () => {
    const codebook = parse(readFileSync(join(SAMPLE, 'codebook.yaml'), 'utf8')) as { codes: object };
    type Tree = Readonly<Record<string, { readonly codes?: Tree } | null>>;
    const ids = (codes: Tree): string[] =>
      Object.entries(codes).flatMap(([id, code]) => [id, ...ids(code?.codes ?? {})]);
    assert.deepEqual(
      table.rows.map(({ code }) => code),
      ids(codebook.codes as Tree),
    );
    const used = new Set([...cases.values()].flat().flatMap(({ byCode }) => [...byCode.keys()]));
    assert.ok(used.size >= 25, 'the sample uses its codebook');
    assert.deepEqual(
      [...used].filter((code) => !table.rows.some((row) => row.code === code)),
      [],
    );
  });

  it('agrees cell by cell with a count done another way', () => {
    const found = table.rows.flatMap(({ code, cells }) =>
      cells.map((cell, index) => [code, table.columns[index]!.value, cell]),
    );
    const expected = table.rows.flatMap(({ code }) =>
      table.columns.map(({ value }) => [code, value, cellOf(code, cases.get(String(value)) ?? [])]),
    );
    assert.deepEqual(found, expected);
    const segments = table.rows.flatMap(({ cells }) => cells).reduce((sum, cell) => sum + cell.segments, 0);
    assert.ok(segments >= 350, `${segments} segments`);
  });
});

function cellOf(code: string, documents: readonly Counted[]): Cell {
  let segments = 0;
  let words = 0;
  let carrying = 0;
  const who = new Set<string>();
  for (const document of documents) {
    const passages = document.byCode.get(code) ?? [];
    segments += passages.length;
    if (passages.length > 0) carrying++;
    const ranges = passages.flatMap(({ fragments }) => fragments.map(({ content }) => content));
    const covered = document.words.filter(({ at }) =>
      at.some((place) => ranges.some(({ start, end }) => start <= place && place < end)),
    );
    words += covered.length;
    for (const { speaker } of covered) if (speaker !== undefined && people.has(speaker)) who.add(speaker);
  }
  const all = documents.reduce((sum, document) => sum + document.words.length, 0);
  return {
    segments,
    documents: carrying,
    participants: who.size,
    words,
    rate: (segments * 1000) / all,
    share: words / all,
  };
}
