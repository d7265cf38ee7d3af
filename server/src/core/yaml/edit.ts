import { Lexer, parseDocument } from 'yaml';
import { addToFlow, emptied, fillIn } from '../codebook/edit/fields.js';
import { afterColon, afterLine, columnOf, isFlow, linesOf, withComma } from '../codebook/edit/layout.js';
import { Rewriting } from '../codebook/edit/rewriting.js';
import { fieldText, type Plain, valueText } from '../codebook/edit/scalars.js';
import { type EditResult, insertion, type TextEdit } from '../edits/edit.js';
import { type Entry, type Mapping, readYaml } from './index.js';
import { lineStart } from './lines.js';

/** Sets a value at a path of keys, or (undefined) takes it out, with the maps that are empty then. */
export interface Change {
  readonly path: readonly string[];
  readonly value: Plain | undefined;
}

/** Whether a new key of the map at a path stands before another. */
export type Before = (path: readonly string[], key: string, other: string) => boolean;

/**
 * Changes single values of a YAML file of maps. Comments, order, quoting and layout of all else stay. What comes out is
 * read again and must say just what was meant; where the layout resists (anchors, odd indentation), the file is written
 * anew with its comments, and refused where even that would say something else.
 */
export function editYaml(text: string, changes: readonly Change[], before: Before): EditResult {
  const yaml = readYaml(text);
  const [fault] = yaml.faults;
  if (fault) {
    const line = text.slice(0, lineStart(text, fault.start)).split('\n').length;
    return { refused: `The file cannot be read in line ${line}. Correct that line first, then try again.` };
  }
  if (yaml.root && yaml.root.kind !== 'map') return { refused: 'The file does not hold a map of fields.' };
  const expected = told(changes.reduce(changed, plainOf(text)));
  const writing = new Rewriting(text);
  let comments = commentsOf(text);
  for (const change of changes) {
    const { edits, lost } =
      change.value === undefined ? removal(writing.text, change.path) : setting(writing.text, change, before);
    writing.apply(edits);
    comments = without(comments, lost);
  }
  const after = writing.text;
  if (
    readYaml(after).faults.length === 0 &&
    told(plainOf(after)) === expected &&
    same(commentsOf(after), comments)
  ) {
    return { edits: writing.edits() };
  }
  return anew(text, changes, expected);
}

interface Step {
  readonly edits: readonly TextEdit[];
  /** Comments that go with what is taken out. */
  readonly lost: readonly string[];
}
const NOTHING: Step = { edits: [], lost: [] };

function setting(
  text: string,
  { path, value }: { path: readonly string[]; value?: Plain | undefined },
  before: Before,
): Step {
  const eol = /\r?\n/.exec(text)?.[0] ?? '\n';
  const edit = (edits: readonly TextEdit[]): Step => ({
    edits: edits.map((each) => ({ ...each, text: each.text.replace(/\r?\n/g, eol) })),
    lost: [],
  });
  let map = rootOf(text);
  let above: Entry | undefined;
  for (const [index, key] of path.entries()) {
    const entry = map?.entries.find((each) => each.key === key);
    const last = index === path.length - 1;
    if (!entry) {
      const order = (other: Entry): boolean => before(path.slice(0, index), key, other.key);
      return edit(inserted(text, map, above, path.slice(index), value!, order));
    }
    if (last) return edit(replaced(text, map!, entry, value!));
    above = entry;
    if (entry.value && entry.value.kind !== 'map') return NOTHING;
    map = entry.value;
  }
  return NOTHING;
}

function replaced(text: string, map: Mapping, entry: Entry, value: Plain): TextEdit[] {
  const how = { flow: isFlow(text, map), column: columnOf(text, entry.start) };
  if (!entry.value) return fillIn({ text }, entry, valueText(value, how));
  const { start, end } = entry.value;
  if (start < entry.start || end > entry.end) return [];
  const block = entry.value.kind !== 'scalar' && text[start] !== '[' && text[start] !== '{';
  // A list of dashes stands on lines of its own; the one in its place stands behind the colon.
  const from = block ? afterColon(text, entry) : start;
  const written = valueText(value, { ...how, before: text.slice(start, end) });
  return [{ start: from, end, text: block ? ` ${written}` : written }];
}

function inserted(
  text: string,
  map: Mapping | undefined,
  above: Entry | undefined,
  keys: readonly string[],
  value: Plain,
  isBefore: (other: Entry) => boolean,
): TextEdit[] {
  if (map && isFlow(text, map) && map.entries.length > 0) {
    return addToFlow(text, map, nestedFlow(keys, value), map.entries.at(-1));
  }
  const column = map?.entries[0]
    ? columnOf(text, map.entries[0].start)
    : above
      ? columnOf(text, above.start) + 2
      : 0;
  const lines = ' '.repeat(column) + nested(keys, value, column);
  if (map && !isFlow(text, map)) {
    const next = map.entries.find(isBefore);
    if (next) return [insertion(linesOf(text, map, next).start, `${lines}\n`)];
    return [appended(text, linesOf(text, map, map.entries.at(-1)!).end, lines)];
  }
  if (!above) return [appended(text, text.length, lines)];
  return [...emptied({ text }, above), appended(text, afterLine(text, above.end), lines)];
}

function appended(text: string, at: number, lines: string): TextEdit {
  return insertion(at, at > 0 && text[at - 1] !== '\n' ? `\n${lines}` : `${lines}\n`);
}

function nested([key, ...rest]: readonly string[], value: Plain, column: number): string {
  if (rest.length === 0) return fieldText(key!, value, { column });
  const head = fieldText(key!, true, { column: 0 }).replace(/ true$/, '');
  return `${head}\n${' '.repeat(column + 2)}${nested(rest, value, column + 2)}`;
}

function nestedFlow([key, ...rest]: readonly string[], value: Plain): string {
  if (rest.length === 0) return fieldText(key!, value, { flow: true, column: 0 });
  const head = fieldText(key!, true, { flow: true, column: 0 }).replace(/ true$/, '');
  return `${head} { ${nestedFlow(rest, value)} }`;
}

function removal(text: string, path: readonly string[]): Step {
  const way: { map: Mapping; entry: Entry }[] = [];
  let map = rootOf(text);
  for (const key of path) {
    const entry: Entry | undefined = map?.entries.find((each) => each.key === key);
    if (!map || !entry) return NOTHING;
    way.push({ map, entry });
    map = entry.value?.kind === 'map' ? entry.value : undefined;
  }
  // What would be left of it is an empty map.
  while (way.length > 1 && way.at(-1)!.map.entries.length === 1) way.pop();
  const { map: of, entry } = way.at(-1)!;
  const range = isFlow(text, of) ? withComma(text, entry) : linesOf(text, of, entry);
  return { edits: [{ ...range, text: '' }], lost: commentsOf(text.slice(range.start, range.end)) };
}

/** By the library, which keeps comments and order and lays out the rest by its own rules. */
function anew(text: string, changes: readonly Change[], expected: string): EditResult {
  const document = parseDocument(text, { logLevel: 'error' });
  for (const { path, value } of changes) {
    if (value === undefined) removeIn(document, path);
    else document.setIn(path, document.createNode(value));
  }
  const written = document.toString({ lineWidth: 0 });
  if (told(plainOf(written)) !== expected || commentsOf(written).length < commentsOf(text).length) {
    return {
      refused: 'The file cannot be changed safely here, perhaps because of an anchor. Change it by hand.',
    };
  }
  return { edits: [{ start: 0, end: text.length, text: written }] };
}

function removeIn(document: ReturnType<typeof parseDocument>, path: readonly string[]): void {
  document.deleteIn(path);
  for (let up = path.slice(0, -1); up.length > 0; up = up.slice(0, -1)) {
    const left: unknown = document.getIn(up);
    if (
      typeof left !== 'object' ||
      left === null ||
      !('items' in left) ||
      (left.items as unknown[]).length > 0
    )
      return;
    document.deleteIn(up);
  }
}

type Tree = { [key: string]: Tree } | Plain | null | undefined;

function changed(tree: Tree, { path, value }: Change): Tree {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  const map = isMap(tree) ? tree : {};
  const inner = changed(map[key], { path: rest, value });
  const others = Object.fromEntries(Object.entries(map).filter(([each]) => each !== key));
  const gone =
    inner === undefined || (value === undefined && isMap(inner) && Object.keys(inner).length === 0);
  return gone ? others : { ...others, [key]: inner };
}

function isMap(tree: Tree): tree is { [key: string]: Tree } {
  return typeof tree === 'object' && tree !== null && !Array.isArray(tree);
}

function plainOf(text: string): Tree {
  return (parseDocument(text, { logLevel: 'error' }).toJS() as Tree) ?? {};
}

/** Equal for trees that say the same; the order of keys does not matter, an empty map says what nothing says. */
function told(tree: Tree): string {
  const tell = (each: Tree): unknown => {
    if (!isMap(each)) return each ?? null;
    const entries = Object.entries(each).map(([key, value]) => [key, tell(value)] as const);
    const said = entries.filter(([, value]) => value !== null);
    return said.length === 0 ? null : said.sort(([a], [b]) => (a < b ? -1 : 1));
  };
  return JSON.stringify(tell(tree));
}

function commentsOf(text: string): string[] {
  return Array.from(new Lexer().lex(text))
    .filter((token) => token.startsWith('#'))
    .map((comment) => comment.trimEnd());
}

function without(all: readonly string[], gone: readonly string[]): string[] {
  const rest = [...gone];
  return all.filter((each) => {
    const at = rest.indexOf(each);
    if (at >= 0) rest.splice(at, 1);
    return at < 0;
  });
}

function same(some: readonly string[], others: readonly string[]): boolean {
  return some.toSorted().join('\n') === others.toSorted().join('\n');
}

function rootOf(text: string): Mapping | undefined {
  const { root } = readYaml(text);
  return root?.kind === 'map' ? root : undefined;
}
