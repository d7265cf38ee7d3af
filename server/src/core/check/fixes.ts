import { isCodeId } from '../codebook/ids.js';
import { readDocument } from '../document.js';
import { applied, insertion, type TextEdit } from '../edits/edit.js';
import { setAttributes } from '../edits/front-matter.js';
import type { Problem, Range } from '../problem.js';
import type { Document, Study } from '../study/types.js';
import { lineStart } from '../yaml/lines.js';
import type { RuleId } from './rules.js';

/** One way out of a problem: edits of the text in which it stands. The best comes first. */
export interface Fix {
  readonly title: string;
  readonly edits: readonly TextEdit[];
}

/** Rules whose range is exactly the name to replace, and where their data have names to put there, the best first. */
const NAMES: Partial<Record<RuleId, string>> = {
  'code-unknown': 'nearest',
  'code-retired': 'successor',
  'code-not-codable': 'children',
  'code-alias': 'id',
  'replaced-by-missing': 'nearest',
  'memo-about-missing': 'nearest',
  'counterpart-missing': 'nearest',
  'field-unknown': 'nearest',
};

/** Rules with a way out that is meant beyond doubt: these may be mended without being looked at one by one. */
export const SURE: ReadonlySet<string> = new Set<RuleId>([
  'code-alias',
  'code-retired',
  'mark-space',
  'div-under-paragraph',
  'attribute-variant',
  'attribute-name-variant',
]);

/** Ways out of a problem of any file. What looks like coding is mended only where it is then read as coding. */
export function fixesOf(study: Study, document: Document | undefined, text: string, problem: Problem): Fix[] {
  const names = [problem.data?.[NAMES[problem.rule as RuleId] ?? '']].flat();
  const better = names
    .filter((name) => typeof name === 'string')
    .map((name) => ({
      title: `Change to “${name}”`,
      edits: [{ start: problem.start, end: problem.end, text: name }],
    }));
  if (better.length > 0 || !document) return better;
  const fix = frontMatterFix(study, document, text, problem) ?? markFix(text, problem);
  return fix && helps(study, document, text, fix.edits, problem) ? [fix] : [];
}

function frontMatterFix(
  { config }: Study,
  document: Document,
  text: string,
  { rule, data }: Problem,
): Fix | undefined {
  const name = data?.['attribute'];
  if (rule === 'coding-none-marked') return stated(text, 'coding', 'partial');
  if (typeof name !== 'string') return undefined;
  if (rule === 'attribute-variant' || rule === 'attribute-value') {
    const right = [data?.['value'] ?? data?.['nearest']].flat()[0];
    const value = document.attributes.get(name);
    // One of a list is left to the person: which one is meant cannot be told from the place.
    if (typeof right !== 'string' || Array.isArray(value)) return undefined;
    return stated(
      text,
      name,
      config.attributes.get(name)?.values?.find((each) => String(each) === right) ?? right,
    );
  }
  const right = data?.['name'];
  if (rule !== 'attribute-name-variant' || typeof right !== 'string' || !document.scan.frontMatter)
    return undefined;
  const { start, end } = document.scan.frontMatter;
  for (const { 0: line, index } of text.slice(start, end).matchAll(/^[^\s:#][^:\n]*(?=:)/gm)) {
    const key = { start: start + index, end: start + index + line.length };
    if (line.trim() === name) return { title: `Write “${right}”`, edits: [{ ...key, text: right }] };
  }
  return undefined;
}

function stated(text: string, name: string, value: string | number | boolean): Fix | undefined {
  const result = setAttributes(text, { [name]: value });
  return 'refused' in result ? undefined : { title: `Write “${name}: ${value}”`, edits: result.edits };
}

/** What looks like coding, written so that it is; undefined where what is meant cannot be told. */
function markFix(text: string, { rule, start, end }: Problem): Fix | undefined {
  const written = text.slice(start, end);
  switch (rule as RuleId) {
    case 'mark-space': {
      const gap = /\][ \t]+(?=\{[^{}]*\}$)/.exec(written);
      if (!gap) return undefined;
      const from = start + gap.index + 1;
      return {
        title: 'Take out the space before the brace',
        edits: [{ start: from, end: from + gap[0].length - 1, text: '' }],
      };
    }
    case 'mark-not-attributes': {
      const open = written.lastIndexOf('{');
      return open < 0 ? undefined : dotted(text, { start: start + open + 1, end: end - 1 });
    }
    case 'div-not-attributes': {
      const [colons = ''] = /^:+[ \t]*/.exec(written) ?? [];
      const rest = { start: start + colons.length, end: start + written.trimEnd().length };
      const inside = text[rest.start] === '{' ? { start: rest.start + 1, end: rest.end - 1 } : undefined;
      if (inside) return dotted(text, inside);
      const words = text
        .slice(rest.start, rest.end)
        .replace(/[ \t]*:+$/, '')
        .split(/[ \t]+/);
      if (!words.every(isCodeId)) return undefined;
      return {
        title: 'Write the words as codes',
        edits: [{ ...rest, text: `{${words.map((word) => `.${word}`).join(' ')}}` }],
      };
    }
    case 'mark-unclosed-braces': {
      const open = text.indexOf('{', end - 1);
      const part =
        /^\{(?:[ \t]*(?:\.[\p{L}][\p{L}\p{N}_-]*|#[\p{L}\p{N}_-]+|[\p{L}][\p{L}\p{N}_-]*=(?:"[^"\n]*"|[^\s"{}]+)))+/u;
      const [attributes] = part.exec(text.slice(open, open + 2000)) ?? [];
      return attributes === undefined
        ? undefined
        : { title: 'Close the brace', edits: [insertion(open + attributes.length, '}')] };
    }
    case 'div-under-paragraph':
    case 'label-in-paragraph': {
      const line = lineStart(text, start);
      const prefix = /^[ \t>]*/.exec(text.slice(line, start))![0].trimEnd();
      return { title: 'Put a blank line before it', edits: [insertion(line, prefix + eolOf(text))] };
    }
    case 'div-unclosed': {
      const eol = eolOf(text);
      const gap = text.endsWith('\n') ? '' : eol;
      return {
        title: 'Close the div at the end of the document',
        edits: [insertion(text.length, `${gap}:::${eol}`)],
      };
    }
    case 'div-unopened': {
      const line = lineStart(text, start);
      const next = text.indexOf('\n', end);
      return {
        title: 'Delete the line',
        edits: [{ start: line, end: next < 0 ? text.length : next + 1, text: '' }],
      };
    }
    default:
      return undefined;
  }
}

/** A dot before each bare word between braces. */
function dotted(text: string, { start, end }: Range): Fix | undefined {
  const edits: TextEdit[] = [];
  const tokens = /(?:[.#][^\s{},;]+|[^\s{}="]+=(?:"[^"\n]*"|[^\s"{}]*))|[^\s{},;]+|[,;]/g;
  for (const { 0: token, index } of text.slice(start, end).matchAll(tokens)) {
    if (/^[.#]|=/.test(token)) continue;
    const at = start + index;
    if (/^[,;]$/.test(token))
      edits.push({ start: at, end: at + 1, text: /\s/.test(text[at + 1] ?? '') ? '' : ' ' });
    else if (isCodeId(token)) edits.push(insertion(at, '.'));
    else return undefined;
  }
  return edits.length === 0 ? undefined : { title: 'Put a dot before each code', edits };
}

function eolOf(text: string): string {
  return /\r?\n/.exec(text)?.[0] ?? '\n';
}

/** The document read again has one note of the kind less and none of another kind more, and no mark is lost. */
function helps(
  study: Study,
  document: Document,
  text: string,
  edits: readonly TextEdit[],
  { rule }: Problem,
): boolean {
  const after = readDocument(document.file, applied(text, edits), '', study.context);
  const count = ({ scan }: Document, own: boolean): number =>
    scan.notes.filter((note) => (note.rule === rule) === own && note.rule !== 'label-unlisted').length;
  const isNote = count(document, true) > 0;
  return (
    after.scan.markCount >= document.scan.markCount &&
    count(after, false) <= count(document, false) &&
    after.problems.length <= document.problems.length &&
    (!isNote || count(after, true) < count(document, true))
  );
}
