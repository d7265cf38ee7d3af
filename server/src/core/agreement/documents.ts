import picomatch from 'picomatch/posix';
import { meets, parseCondition } from '../filter/condition.js';
import { count, listOf, some } from '../compare/phrases.js';
import type { AttributeValue, Study } from '../study/types.js';
import { type CodeView, codeView } from './codes.js';
import { compareDocument, type Compared, type SideCopy } from './compared.js';
import { type Copy, readCopy } from './copy.js';
import type { SideInput, SidesFound } from './sides.js';
import type { Agreement, AgreementSpec, AgreementUnit, Universe } from './types.js';

/** More would make no table anybody could read, and pairs without end. */
const MOST_SIDES = 12;

export interface Comparing {
  readonly view: CodeView;
  readonly unit: AgreementUnit;
  readonly universe: Universe;
  readonly omitted: { file: string; reason: string }[];
  readonly renamed: Agreement['renamed'][number][];
  readonly warnings: string[];
}

export interface Problem {
  readonly problem: string;
}

/**
 * Compares document after document and tells `each` of them, so that no more than one is held. What is left out, and
 * why, is in the result.
 * @param pause awaited between documents, so that others have their turn
 */
export async function compareDocuments(
  study: Study,
  { sides, warnings }: SidesFound,
  spec: AgreementSpec,
  each: (document: Compared, view: CodeView) => void,
  pause: () => Promise<void> = () => Promise.resolve(),
): Promise<Comparing | Problem> {
  const problem = wrongSides(sides, spec);
  if (problem !== undefined) return { problem };
  const view = codeView(study.codebook, spec);
  if ('problem' in view) return view;
  const chosen = chooser(spec);
  if ('problem' in chosen) return chosen;
  const unit = spec.unit ?? 'turn';
  const universe = unit === 'passage' ? 'coded' : (spec.universe ?? 'all');
  const comparing: Comparing = { view, unit, universe, omitted: [], renamed: [], warnings: [...warnings] };
  const notes = new Notes();
  const files = [...new Set(sides.flatMap((side) => [...side.files.keys()]))].sort();
  for (const file of files) {
    await pause();
    if (!chosen.path(file)) continue;
    const read = await copiesOf(study, sides, file);
    if ('problem' in read) return read;
    const known = read.copies.find((copy) => copy !== null);
    if (known && !chosen.attributes(known.document.attributes)) continue;
    const own = sides.map((side, at) => sideCopy(study, side, read.copies[at]!, spec));
    const left = reasonToOmit(sides, read.copies, own, spec);
    if (left !== undefined) {
      comparing.omitted.push({ file, reason: left });
      continue;
    }
    const taking = spec.everyDocument
      ? own
      : own.map((side, at) => (sides[at]!.coder !== undefined && side?.passages.length === 0 ? null : side));
    sides.forEach((side, at) => {
      const path = side.files.get(file);
      if (taking[at] && path !== undefined && !`/${path}`.endsWith(`/${file}`))
        comparing.renamed.push({ file, side: side.info.name, path });
    });
    const document = compareDocument(file, taking, view, unit, universe);
    notes.add(document, unit);
    each(document, view);
  }
  comparing.warnings.push(...notes.lines(sides));
  if (notes.documents === 0) return { problem: nothingToCompare(sides, comparing.omitted) };
  return comparing;
}

function wrongSides(sides: readonly SideInput[], { against }: AgreementSpec): string | undefined {
  const names = sides.map(({ info }) => info.name);
  if (sides.length < 2)
    return `Agreement takes two sides or more; there is ${sides.length === 0 ? 'none' : `only ${names[0]}`}.`;
  if (sides.length > MOST_SIDES)
    return `Agreement takes at most ${MOST_SIDES} sides; there are ${sides.length}.`;
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined) return `Two sides are called “${twice}”; name them: a=… b=….`;
  if (against !== undefined && !names.includes(against))
    return `No side is called “${against}”, to compare the others against. Sides are ${listOf(names)}.`;
  return undefined;
}

interface Chosen {
  path(file: string): boolean;
  attributes(attributes: ReadonlyMap<string, AttributeValue>): boolean;
}

function chooser({ documents = [], where = [] }: AgreementSpec): Chosen | Problem {
  const globs = documents.map((glob) => {
    const name = glob.replace(/^(\.\/)+/, '').replace(/\/+$/, '');
    const fits = picomatch(name);
    return (file: string): boolean => file === name || file.startsWith(`${name}/`) || fits(file);
  });
  const conditions = where.map((text) => parseCondition(text));
  const wrong = conditions.indexOf(undefined);
  if (wrong >= 0)
    return {
      problem: `“${where[wrong]}” is no condition. Write an attribute and its value: district=Alder.`,
    };
  const known = conditions.filter((condition) => condition !== undefined);
  return {
    path: (file) => globs.length === 0 || globs.some((fits) => fits(file)),
    attributes: (attributes) => meets(attributes, known),
  };
}

/** The copy of each side; sides that have the same text share it. */
async function copiesOf(
  { context }: Study,
  sides: readonly SideInput[],
  file: string,
): Promise<{ readonly copies: (Copy | null)[] } | Problem> {
  const bySource = new Map<string, Copy>();
  const copies: (Copy | null)[] = [];
  for (const side of sides) {
    const path = side.files.get(file);
    if (path === undefined) {
      copies.push(null);
      continue;
    }
    const read = await side.read(path);
    if (typeof read !== 'string') return { problem: `${path} of ${side.info.name} ${read.reason}` };
    let copy = bySource.get(read);
    if (!copy) bySource.set(read, (copy = readCopy(path, read, context)));
    copies.push(copy);
  }
  return { copies };
}

/** The passages of a copy that are a side's; null where that side has not coded it yet. */
function sideCopy(study: Study, side: SideInput, copy: Copy | null, spec: AgreementSpec): SideCopy | null {
  if (!copy || copy.document.coding === 'none') return null;
  const { coder } = side;
  if (coder === undefined) return { copy, passages: copy.passages };
  const owner = ownerOf(study, copy, spec);
  return { copy, passages: copy.passages.filter((passage) => (passage.coder ?? owner) === coder) };
}

/** Whose the unsigned passages of a document are. */
export function ownerOf(
  { config }: Study,
  { document }: Pick<Copy, 'document'>,
  spec: AgreementSpec,
): string | null {
  const stated = document.attributes.get('coder');
  return (
    spec.unsigned ??
    (typeof stated === 'string' && stated !== '' ? stated : null) ??
    config.coderOfRecord ??
    null
  );
}

function reasonToOmit(
  sides: readonly SideInput[],
  copies: readonly (Copy | null)[],
  own: readonly (SideCopy | null)[],
  { everyDocument = false }: AgreementSpec,
): string | undefined {
  const names = (is: (at: number) => boolean): string[] =>
    sides.flatMap(({ info }, at) => (is(at) ? [info.name] : []));
  const having = names((at) => copies[at] !== null);
  if (having.length < 2) return `only ${listOf(having)} has it`;
  const read = names((at) => own[at] !== null);
  if (read.length < 2) {
    const not = sides.every(({ coder }) => coder !== undefined)
      ? ''
      : ` by ${listOf(having.filter((name) => !read.includes(name)))}`;
    return `not coded yet${not} (“coding: done” in its front matter says that it was read)`;
  }
  if (everyDocument || sides.some(({ coder }) => coder === undefined)) return undefined;
  const coding = names((at) => (own[at]?.passages.length ?? 0) > 0);
  if (coding.length > 1) return undefined;
  return coding.length === 0
    ? 'none of the coders coded anything in it'
    : `only ${coding[0]!} coded anything in it`;
}

function nothingToCompare(sides: readonly SideInput[], omitted: Comparing['omitted']): string {
  const why = [...new Set(omitted.map(({ reason }) => reason))];
  const because = why.length > 0 ? `: ${some(why)}` : '';
  return `No document was coded by two sides (${listOf(sides.map(({ info }) => info.name))})${because}.`;
}

/** What to know of all documents together. */
class Notes {
  documents = 0;
  #partial = 0;
  #silent = 0;
  #sentences = 0;
  readonly #signers = new Map<number, Set<string>>();

  add({ sides, base, silent }: Compared, unit: AgreementUnit): void {
    this.documents++;
    this.#silent += silent;
    if (sides.some((side) => side?.copy.document.coding === 'partial')) this.#partial++;
    if (unit === 'turn' && base.document.scan.turnCount === 0) this.#sentences++;
    sides.forEach((side, at) => {
      for (const { coder } of side?.passages ?? []) {
        const signers = this.#signers.get(at) ?? new Set();
        this.#signers.set(at, signers.add(coder ?? ''));
      }
    });
  }

  lines(sides: readonly SideInput[]): string[] {
    const lines: string[] = [];
    if (this.#partial > 0)
      lines.push(
        `${count(this.#partial, 'document')} ${this.#partial === 1 ? 'is' : 'are'} coded in part (not “coding: done”): what a side has not read yet counts as not coded by it.`,
      );
    sides.forEach(({ info, coder }, at) => {
      const names = [...(this.#signers.get(at) ?? [])].filter((name) => name !== '').sort();
      if (coder === undefined && names.length > 1)
        lines.push(`${info.name} has codings signed by ${listOf(names)}; all of them count as its own.`);
    });
    if (this.#silent > 0)
      lines.push(
        `${count(this.#silent, 'passage')} without a counted word (an interviewer’s words, a heading, a sound) ${this.#silent === 1 ? 'lies' : 'lie'} in no unit.`,
      );
    if (this.#sentences > 0)
      lines.push(
        `${count(this.#sentences, 'document')} without turns ${this.#sentences === 1 ? 'is' : 'are'} cut by sentences.`,
      );
    return lines;
  }
}
