import type { StudyConfig } from '../study/types.js';

/** Between these lines of a `.gitattributes` stands what Qualdown wrote. */
const FIRST = '# Qualdown: codings are merged apart from their text (written by “qualdown git setup”)';
const LAST = '# end of Qualdown';

/** Files of a study that git merges by Qualdown's driver, as patterns relative to its folder. */
export function patternsOf({ documents, codebook }: Pick<StudyConfig, 'documents' | 'codebook'>): string[] {
  const globs = documents.filter((glob) => !glob.startsWith('!') && !/[{}()|\\]/.test(glob));
  const kept = ['comparisons', 'matrices', 'adjudication'].map((folder) => `/${folder}/**/*.yaml`);
  return [
    ...new Set([...(globs.length > 0 ? globs : ['**/*.md']), `/${codebook}`, '/qualdown.yaml', ...kept]),
  ];
}

/** The text of a `.gitattributes` with a line for each pattern; all else in it stays. */
export function attributesWith(text: string, patterns: readonly string[]): string {
  const lineBreak = text.includes('\r\n') ? '\r\n' : '\n';
  const others = attributesWithout(text);
  const gap = others === '' || others.endsWith('\n') ? '' : lineBreak;
  const lines = [FIRST, ...patterns.map((pattern) => `${quoted(pattern)} merge=qualdown`), LAST, ''];
  return others + gap + lines.join(lineBreak);
}

/** Without what `attributesWith` put in. */
export function attributesWithout(text: string): string {
  const start = text.indexOf(FIRST);
  const end = text.indexOf(LAST, start);
  if (start < 0 || end < 0) return text;
  const rest = text.slice(end + LAST.length).replace(/^\r?\n/, '');
  return text.slice(0, start) + rest;
}

/** A pattern with a space in it stands in quotes. */
function quoted(pattern: string): string {
  return /[\s"]/.test(pattern) ? JSON.stringify(pattern) : pattern;
}
