import assert from 'node:assert/strict';
import fc from 'fast-check';
import { tableOf, type Table } from '../../server/src/core/compare/table.js';
import { readFilter } from '../../server/src/core/filter/index.js';
import { analyse, type CellContents, cellOf, type Texts } from '../../server/src/core/report/analyse.js';
import type { AnalysisSpec } from '../../server/src/core/report/spec.js';
import type { SheetCell, SheetColumn } from '../../server/src/core/report/types.js';
import { type Spread, spreadOf } from '../../server/src/core/spread/dispersion.js';
import { spreadsOf } from '../../server/src/core/spread/index.js';
import type { Study } from '../../server/src/core/study/types.js';
import { documentOf, studyOf } from './study-of.js';

/*
 * Studies as values, written as Markdown for the program and counted here a second time from the values themselves:
 * word by word, and no line of code shared with what is checked.
 */

type Part = number | { readonly codes: readonly string[]; readonly parts: readonly Part[] };
interface Turn {
  readonly who: string;
  readonly parts: readonly Part[];
}
interface Block {
  /** Codes of a div around all turns; none: no div. */
  readonly around: readonly string[];
  readonly turns: readonly Turn[];
}
interface Model {
  readonly district: string | null;
  readonly wave: number | null;
  readonly participants: readonly string[];
  /** Of a document without turns the speakers are left out. */
  readonly hasTurns: boolean;
  readonly coding: 'done' | 'partial' | 'none';
  readonly blocks: readonly Block[];
}

const CODES = ['a', 'a1', 'b'];
const BELOW: Readonly<Record<string, readonly string[]>> = { a: ['a', 'a1'], a1: ['a1'], b: ['b'] };
const SETTINGS = {
  'codebook.yaml': 'codes: { a: { counterpart: b, codes: { a1: {} } }, b: {} }',
  'qualdown.yaml':
    'speakers: { interviewer: [INT], guest: [Guest] }\nparticipants: { P1: {}, P2: {}, P3: {} }',
};

const { part } = fc.letrec<{ part: Part }>((tie) => ({
  part: fc.oneof(
    { depthSize: 'small' },
    fc.integer({ min: 1, max: 3 }),
    fc.record({
      codes: fc.subarray(CODES, { minLength: 1 }),
      parts: fc.array(tie('part'), { minLength: 1, maxLength: 3 }),
    }),
  ),
}));
const turn = fc.record({
  who: fc.constantFrom('P1', 'P2', 'Guest', 'INT'),
  parts: fc.array(part, { minLength: 1, maxLength: 3 }),
});
const model: fc.Arbitrary<Model> = fc.record({
  district: fc.constantFrom('Alder', 'Tilden', null),
  wave: fc.constantFrom(1, 2, 10, null),
  participants: fc.subarray(['P1', 'P3']),
  hasTurns: fc.boolean(),
  coding: fc.constantFrom('done', 'partial', 'none'),
  blocks: fc.array(
    fc.record({
      around: fc.oneof(fc.constant([]), fc.subarray(CODES)),
      turns: fc.array(turn, { minLength: 1, maxLength: 3 }),
    }),
    { minLength: 1, maxLength: 3 },
  ),
});
const models = fc.array(model, { minLength: 1, maxLength: 5 });
const bys = fc.constantFrom(
  ['district'],
  ['wave'],
  ['district', 'wave'],
  ['participant'],
  ['speaker'],
  ['wave', 'participant'],
  ['speaker', 'district'],
);

const write = (all: readonly Model[]): Study => writtenAs(all).study;

/** A study with the texts of its documents. */
function writtenAs(models: readonly Model[]): { study: Study; texts: Texts } {
  const documents = models.map((each, index) => {
    const { blocks, hasTurns, ...front } = each;
    const text = blocks.map(({ around, turns }) => {
      const said = turns.map(({ who, parts }) => (hasTurns ? `**${who}:** ` : '') + partsText(parts));
      if (around.length === 0) return said.join('\n\n');
      return `::: {${around.map((code) => `.${code}`).join(' ')}}\n\n${said.join('\n\n')}\n\n:::`;
    });
    return [
      `${String(index).padStart(2, '0')}.md`,
      documentOf(text.join('\n\n'), {
        coding: front.coding,
        participants: front.participants,
        district: front.district ?? undefined,
        wave: front.wave ?? undefined,
      }),
    ] as const;
  });
  const files = Object.fromEntries(documents);
  return {
    study: studyOf({ ...SETTINGS, ...files }),
    texts: { of: ({ file }) => Promise.resolve(files[file]) },
  };
}

function partsText(parts: readonly Part[]): string {
  return parts
    .map((each) =>
      typeof each === 'number'
        ? 'word '.repeat(each)
        : `[${partsText(each.parts)}]{${each.codes.map((code) => `.${code}`).join(' ')}} `,
    )
    .join('');
}

interface Passage {
  /** Those of its codes that no passage around it has. */
  readonly counts: readonly string[];
  readonly words: number[];
}
interface Read {
  readonly model: Model;
  readonly file: string;
  /** Who says each counted word. */
  readonly words: (string | null)[];
  readonly passages: Passage[];
  readonly participants: ReadonlySet<string>;
}

function read(model: Model, index: number): Read {
  const words: (string | null)[] = [];
  const passages: Passage[] = [];
  const speaking = model.hasTurns
    ? model.blocks.flatMap(({ turns }) => turns.map(({ who }) => who).filter((who) => /^P/.test(who)))
    : [];
  const participants = new Set([...model.participants, ...speaking]);
  const sole = participants.size === 1 ? [...participants][0]! : null;
  const open: { codes: readonly string[]; passage: Passage }[] = [];
  const inside = (codes: readonly string[], visit: () => void): void => {
    const around = new Set(open.flatMap((each) => each.codes));
    const passage = { counts: codes.filter((code) => !around.has(code)), words: [] };
    passages.push(passage);
    open.push({ codes, passage });
    visit();
    open.pop();
  };
  const visit = (each: Part, who: string): void => {
    if (typeof each !== 'number') {
      inside(each.codes, () => each.parts.forEach((one) => visit(one, who)));
      return;
    }
    if (model.hasTurns && who === 'INT') return;
    for (let left = each; left > 0; left--) {
      for (const { passage } of open) passage.words.push(words.length);
      words.push(model.hasTurns ? who : sole);
    }
  };
  for (const { around, turns } of model.blocks) {
    const all = (): void => turns.forEach(({ who, parts }) => parts.forEach((each) => visit(each, who)));
    if (around.length > 0) inside(around, all);
    else all();
  }
  return { model, file: `${String(index).padStart(2, '0')}.md`, words, passages, participants };
}

type Voices = (voice: string | null) => boolean;
const named = (by: string, voice: string | null): string | null =>
  by === 'participant' && voice === 'Guest' ? null : voice;

/** Whether a passage is among what some voices say. */
function isTheirs({ model, words, participants }: Read, passage: Passage, voices: Voices): boolean {
  if (!model.hasTurns) return voices(participants.size === 1 ? [...participants][0]! : null);
  if (passage.words.length === 0) return voices(null);
  return passage.words.some((word) => voices(words[word]!));
}

interface Expected {
  documents: number;
  words: number;
  none: number;
  participants: Set<string>;
  cells: Map<string, { documents: number; segments: number; words: number; people: Set<string> }>;
}

function count(
  models: readonly Model[],
  by: readonly string[],
  rolled: boolean,
  speaker: readonly string[] | undefined,
): Map<string, Expected> {
  const columns = new Map<string, Expected>();
  const filter: Voices = (voice) => !speaker || (voice !== null && speaker.includes(voice));
  models.forEach((model, index) => {
    const document = read(model, index);
    const { words, participants, passages } = document;
    const takesPart = words.some(filter) || [...participants].some(filter);
    if (speaker && !takesPart) return;
    let places: { values: (string | null)[]; voices: Voices }[] = [{ values: [], voices: filter }];
    for (const name of by) {
      places = places.flatMap(({ values, voices }) => {
        if (name === 'district' || name === 'wave')
          return [{ values: [...values, model[name] === null ? null : String(model[name])], voices }];
        return [null, 'P1', 'P2', 'P3', 'Guest'].flatMap((value) => {
          if (name === 'participant' && value === 'Guest') return [];
          const own: Voices = (voice) => voices(voice) && named(name, voice) === value;
          const isThere =
            words.some(own) ||
            (value === null
              ? passages.some((passage) => isTheirs(document, passage, own))
              : participants.has(value) && voices(value));
          return isThere ? [{ values: [...values, value], voices: own }] : [];
        });
      });
    }
    for (const { values, voices } of places) {
      const key = JSON.stringify(values);
      let column = columns.get(key);
      if (!column) {
        column = { documents: 0, words: 0, none: 0, participants: new Set(), cells: new Map() };
        for (const code of CODES)
          column.cells.set(code, { documents: 0, segments: 0, words: 0, people: new Set() });
        columns.set(key, column);
      }
      if (model.coding === 'none') {
        column.none++;
        continue;
      }
      column.documents++;
      column.words += words.filter(voices).length;
      for (const each of participants) if (voices(each)) column.participants.add(each);
      for (const code of CODES) {
        const wanted = rolled ? BELOW[code]! : [code];
        const those = passages.filter(
          (passage) =>
            passage.counts.some((each) => wanted.includes(each)) && isTheirs(document, passage, voices),
        );
        if (those.length === 0) continue;
        const cell = column.cells.get(code)!;
        cell.documents++;
        cell.segments += those.length;
        const under = new Set(those.flatMap((passage) => passage.words));
        cell.words += [...under].filter((word) => voices(words[word]!)).length;
        for (const each of participants) {
          if (voices(each) && those.some((passage) => isTheirs(document, passage, (voice) => voice === each)))
            cell.people.add(each);
        }
      }
    }
  });
  return columns;
}

function shown(table: Table) {
  return new Map(
    table.columns.map((column) => [
      JSON.stringify(column.source.values.map((value) => (value === null ? null : String(value)))),
      {
        documents: column.documents,
        words: column.words,
        none: column.none,
        participants: column.participants,
        cells: table.rows.map(({ row, code }) => {
          const { documents, segments, words, participants } = column.cell(row);
          return { code, documents, segments, words, participants };
        }),
      },
    ]),
  );
}

function expected(columns: ReadonlyMap<string, Expected>) {
  return new Map(
    Array.from(columns, ([key, { cells, participants, ...column }]) => [
      key,
      {
        ...column,
        participants: participants.size,
        cells: Array.from(cells, ([code, { people, ...cell }]) => ({
          code,
          ...cell,
          participants: people.size,
        })),
      },
    ]),
  );
}

/** Whether no document states an attribute: then there is no report. */
const isNowhere = (all: readonly Model[], by: readonly string[]): boolean =>
  by.includes('wave') && all.every(({ wave }) => wave === null);

const sum = (values: Iterable<number>): number => [...values].reduce((all, each) => all + each, 0);
const texts = { of: () => Promise.resolve(undefined) };
const RUNS = { numRuns: Number(process.env['QUALDOWN_RUNS'] ?? 100) };

describe('crosstab', function () {
  this.timeout(120_000);

  it('agrees with a count word by word', () =>
    fc.assert(
      fc.property(models, bys, fc.boolean(), (all, by, rollup) => {
        const table = tableOf(write(all), { by, rollup });
        assert.deepEqual(shown(table), expected(count(all, by, rollup, undefined)));
      }),
      RUNS,
    ));

  it('agrees with it for some speakers only', () =>
    fc.assert(
      fc.asyncProperty(
        models,
        bys,
        fc.subarray(['P1', 'P2', 'Guest'], { minLength: 1 }),
        async (all, by, asked) => {
          const study = write(all);
          const filtered = await readFilter(study, { speaker: asked }, texts);
          if ('problem' in filtered) return; // one of them is in no document
          const table = tableOf(study, { ...filtered.selection, by });
          assert.deepEqual(shown(table), expected(count(all, by, false, asked)));
        },
      ),
      RUNS,
    ));

  it('adds up: pairs to their first attribute, attributes to the whole, voices to the words of all', () =>
    fc.assert(
      fc.property(models, (all) => {
        const study = write(all);
        const of = (...by: string[]): Table => tableOf(study, { by });
        const total = (table: Table, of: 'documents' | 'words' | 'none'): number =>
          sum(table.columns.map((column) => column[of]));
        const segments = (table: Table, row: number): number =>
          sum(table.columns.map((column) => column.cell(row).segments));
        const [single, pairs] = [of('district'), of('district', 'wave')];
        for (const each of ['documents', 'words', 'none'] as const)
          assert.equal(total(pairs, each), total(single, each));
        for (const { row } of single.rows) assert.equal(segments(pairs, row), segments(single, row));
        assert.equal(total(single, 'documents'), single.included.documents.length);
        assert.equal(total(of('speaker'), 'words'), total(single, 'words'));
        assert.equal(total(of('participant'), 'words'), total(single, 'words'));
      }),
      RUNS,
    ));

  it('is the same in whatever order documents come', () =>
    fc.assert(
      fc.property(models, bys, (all, by) => {
        const study = write(all);
        const turned = [...study.documents.values()]
          .reverse()
          .reduce((left, document) => left.withoutDocument(document.file).withDocument(document), study);
        assert.deepEqual(shown(tableOf(turned, { by })), shown(tableOf(study, { by })));
      }),
      RUNS,
    ));

  it('has percentages whose denominators are the sum of their parts', () =>
    fc.assert(
      fc.asyncProperty(models, bys, fc.boolean(), async (all, by, rollup) => {
        if (isNowhere(all, by)) return;
        const study = write(all);
        const sheet = async (measure: AnalysisSpec['measure']) => {
          const report = await analyse(study, { by, measure: measure!, rollup }, texts);
          assert.ok('sheets' in report);
          return report.sheets[0]!;
        };
        // By the known codes: of those rolled up only the uppermost are parts.
        const isPart = (depth: number): boolean => !rollup || depth === 0;
        const segments = await sheet('segments');
        const value = (row: number, column: number): number =>
          segments.rows[row]!.cells[column]!.values[0] as number;
        const rows = segments.rows.map((_, row) => row);
        const columns = segments.columns.map((_, column) => column);
        const parts = rows.filter((row) => isPart(segments.rows[row]!.depth));
        const check = async (
          measure: 'row-percent' | 'column-percent' | 'total-percent',
          denominator: (row: number, column: number) => number,
        ): Promise<void> => {
          const percents = await sheet(measure);
          for (const row of rows) {
            for (const column of columns) {
              const cell = percents.rows[row]!.cells[column]!;
              const of = denominator(row, column);
              assert.deepEqual(cell.of, [of]);
              assert.equal(cell.values[0], of === 0 ? null : value(row, column) / of);
            }
          }
        };
        await check('row-percent', (row) => sum(columns.map((column) => value(row, column))));
        await check('column-percent', (_, column) => sum(parts.map((row) => value(row, column))));
        await check('total-percent', () =>
          sum(parts.flatMap((row) => columns.map((column) => value(row, column)))),
        );
      }),
      RUNS,
    ));

  it('opens the passages that its figures count', () =>
    fc.assert(
      fc.asyncProperty(models, bys, fc.boolean(), async (all, by, rollup) => {
        if (isNowhere(all, by)) return;
        const study = write(all);
        const table = tableOf(study, { by, rollup });
        for (const column of table.columns) {
          for (const { row, code } of table.rows) {
            const key = JSON.stringify(
              column.source.values.map((value) => (value === null ? null : String(value))),
            );
            const found = await cellOf(study, { by, rollup }, { sheet: 0, row: code, column: key }, texts);
            assert.ok('passages' in found);
            const cell = column.cell(row);
            assert.equal(sum([...found.passages.values()].map((each) => sum(each))), cell.segments);
            assert.equal(found.passages.size, cell.documents);
            assert.equal(found.withoutParticipants.length, column.participants - cell.participants);
          }
        }
      }),
      { ...RUNS, numRuns: Math.ceil(RUNS.numRuns / 3) },
    ));
});

describe('spread', function () {
  this.timeout(120_000);

  it('agrees with a count word by word, over documents and over participants', () =>
    fc.assert(
      fc.property(models, fc.boolean(), (all, rollup) => {
        const study = write(all);
        const spreads = spreadsOf(tableOf(study, { by: ['district'], rollup }));
        spreads.table.columns.forEach((column, at) => {
          const [district] = column.source.values;
          const documents = all
            .map(read)
            .filter(({ model }) => model.district === district && model.coding !== 'none');
          for (const { row, code } of spreads.table.rows) {
            const wanted = rollup ? BELOW[code]! : [code];
            const figures = (each: Read, voices: Voices) => {
              const those = each.passages.filter(
                (passage) =>
                  passage.counts.some((one) => wanted.includes(one)) && isTheirs(each, passage, voices),
              );
              const under = new Set(those.flatMap(({ words }) => words));
              return {
                of: each.words.filter(voices).length,
                words: [...under].filter((word) => voices(each.words[word]!)).length,
                segments: those.length,
              };
            };
            const over = documents.map((each) => ({ name: each.file, ...figures(each, () => true) }));
            checkSpread(spreadOf(spreads.columns[at]!.documents(row)), over);
            const people = new Set(documents.flatMap(({ participants }) => [...participants]));
            const voices = Array.from(people, (name) => {
              const parts = documents
                .filter(({ participants }) => participants.has(name))
                .map((each) => figures(each, (voice) => voice === name));
              const all = (of: 'of' | 'words' | 'segments'): number => sum(parts.map((each) => each[of]));
              return { name, of: all('of'), words: all('words'), segments: all('segments') };
            });
            checkSpread(spreadOf(spreads.columns[at]!.participants(row)), voices);
            assert.ok(sum(voices.map(({ of }) => of)) <= sum(over.map(({ of }) => of)));
          }
        });
      }),
      RUNS,
    ));
});

interface Figures {
  readonly name: string;
  readonly of: number;
  readonly words: number;
  readonly segments: number;
}

function checkSpread(spread: Spread, units: readonly Figures[]): void {
  const near = (a: number | null | undefined, b: number | undefined): void => {
    if (b === undefined) assert.equal(a ?? null, null);
    else assert.ok(Math.abs(a! - b) < 1e-9, `${a} is not ${b}`);
  };
  assert.equal(spread.units, units.length);
  assert.equal(spread.carrying, units.filter(({ segments }) => segments > 0).length);
  const spoken = units.filter(({ of }) => of > 0);
  const shares = spoken.map(({ words, of }) => words / of).sort((a, b) => a - b);
  near(spread.share?.min, shares[0]);
  near(spread.share?.max, shares.at(-1));
  const upper = shares[Math.floor(shares.length / 2)];
  const lower = shares[Math.ceil(shares.length / 2) - 1];
  near(spread.share?.median, upper === undefined ? undefined : (upper + lower!) / 2);
  const rates = spoken.map(({ segments, of }) => (segments / of) * 1000);
  near(spread.rate?.max, rates.length === 0 ? undefined : Math.max(...rates));
  const words = sum(units.map((each) => each.words));
  const sorted = units.map((each) => each.words).sort((a, b) => b - a);
  const fewest = sorted.findIndex((_, index) => sum(sorted.slice(0, index + 1)) >= words / 2) + 1;
  assert.equal(spread.half, words === 0 ? null : fewest);
  near(spread.most?.part, words === 0 ? undefined : sorted[0]! / words);
  const all = sum(spoken.map(({ of }) => of));
  // What has to be moved from one unit to another for an even spread: only the surplus.
  const surplus = sum(spoken.map((each) => Math.max(0, each.words / words - each.of / all)));
  near(spread.dp, words === 0 || spoken.length < 2 ? undefined : surplus);
  if (spread.dpNorm !== null) assert.ok(spread.dpNorm >= -1e-9 && spread.dpNorm <= 1 + 1e-9);
}

/** Each analysis with figures that open, and options that change what they count. */
const openings: fc.Arbitrary<AnalysisSpec> = fc.record(
  {
    kind: fc.constantFrom('contrast', 'reciprocity', 'stability', 'cooccurrence', 'saturation' as const),
    rollup: fc.boolean(),
    within: fc.constantFrom('overlap', 'turn', 'paragraph', 'document' as const),
    resamples: fc.constant(3),
    filter: fc.constantFrom({}, { speaker: ['P1'] }),
  },
  { requiredKeys: ['kind', 'resamples'] },
);

/** What opens holds the figures of its cell: those that the report names by these keys. */
function checkOpened(cell: SheetCell, { figures }: SheetColumn, found: CellContents, context: string): void {
  const total = sum([...found.passages.values()].map((each) => sum(each)));
  const said = (pattern: RegExp): number | undefined => {
    const text = pattern.exec(found.sentence)?.[1];
    return text === undefined ? undefined : Number(text.replaceAll(',', ''));
  };
  const people = (at: number): number => (cell.of?.[at] ?? 0) - found.withoutParticipants.length;
  figures.forEach(({ key, of }, at) => {
    const value = cell.values[at] ?? null;
    const actual: Readonly<Record<string, unknown>> = {
      documents: of && found.passages.size,
      participants: people(at),
      segments: total,
      words: said(/, ([\d,]+) of [\d,]+ counted words$/),
      // Of a pair of codes; the words of its passages may be more than what both share.
      ...(found.sentence.includes(' of both; ') && { n: said(/^([\d,]+) /), n12: said(/^([\d,]+) /) }),
    };
    if (actual[key] !== undefined) assert.equal(actual[key], value, `${context}: ${key}`);
    if (key === 'documents' && of) assert.equal(found.documents.length, cell.of?.[at], `${context}: of`);
    const some = ['pairs', 'new', 'codes', 'cumulative'].includes(key);
    if (some && value !== null) assert.equal(total > 0, (value as number) > 0, `${context}: ${key}`);
    if (key === 'n' && value) assert.ok(total > 0, `${context}: ${key}`);
    if (typeof value === 'number' && (key === 'first' || key === 'second'))
      assert.ok(total >= value, `${context}: ${key}`);
  });
}

describe('every figure', function () {
  this.timeout(120_000);

  it('of every analysis opens the passages that it counts', () =>
    fc.assert(
      fc.asyncProperty(models, openings, async (all, spec) => {
        const { study, texts: read } = writtenAs(all);
        const report = await analyse(study, spec, read);
        if ('problem' in report) return; // no wave, or nobody of that name, in any document
        for (const [sheet, { rows, columns }] of report.sheets.entries())
          for (const row of rows)
            for (const [at, column] of columns.entries()) {
              const cell = { sheet, row: row.key, column: column.key };
              const found = await cellOf(study, spec, cell, read);
              const context = JSON.stringify(cell);
              assert.ok('passages' in found, context);
              // A difference or ratio of two counts.
              if (!['difference', 'ratio'].includes(column.key))
                checkOpened(row.cells[at]!, column, found, context);
              assert.ok(found.title !== '' && !found.title.includes('undefined'), found.title);
            }
      }),
      { ...RUNS, numRuns: Math.ceil(RUNS.numRuns / 2) },
    ));
});
