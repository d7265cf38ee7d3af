/** What a code can be found by. */
export interface Findable {
  readonly id: string;
  readonly name: string;
  readonly aliases: readonly string[];
  /** Names of the codes above it. */
  readonly above: readonly string[];
  /** What its definition says, in passing. */
  readonly texts: readonly (string | null)[];
}

/**
 * The codes that match what was typed, best first: those named so, then those whose name begins so, then a word of the
 * name, then anything in it; at last those whose words are found in path and definition. Equals keep their order.
 */
export function ranked<Code extends Findable>(codes: readonly Code[], typed: string): Code[] {
  const query = plain(typed);
  if (query === '') return [...codes];
  const tiers = codes.map((code) => ({ code, tier: tierOf(code, query) }));
  return tiers
    .filter(({ tier }) => tier !== undefined)
    .sort((a, b) => a.tier! - b.tier!)
    .map(({ code }) => code);
}

/** The code that goes by that very name, id or alias. */
export const named = <Code extends Findable>(codes: readonly Code[], name: string): Code | undefined =>
  codes.find((code) => namesOf(code).includes(plain(name)));

function tierOf(code: Findable, query: string): number | undefined {
  const names = namesOf(code);
  const tests = [
    (name: string) => name === query,
    (name: string) => name.startsWith(query),
    (name: string) => wordsOf(name).some((word) => word.startsWith(query)) || name.includes(` ${query}`),
    (name: string) => initialsOf(name).startsWith(query) && query.length > 1,
    (name: string) => name.includes(query),
  ];
  const tier = tests.findIndex((test) => names.some(test));
  if (tier >= 0) return tier;
  const words = wordsOf(query);
  const hasAll = (texts: readonly string[]): boolean =>
    words.every((word) => texts.some((text) => text.includes(word)));
  const path = code.above.map(plain);
  if (hasAll(names)) return tests.length;
  if (hasAll([...names, ...path])) return tests.length + 1;
  const texts = code.texts.map((text) => plain(text ?? ''));
  return hasAll([...names, ...path, ...texts]) ? tests.length + 2 : undefined;
}

const namesOf = ({ name, id, aliases }: Findable): string[] => [name, id, ...aliases].map(plain);
const wordsOf = (text: string): string[] => text.split(/[\s_-]+/).filter(Boolean);
const initialsOf = (text: string): string =>
  wordsOf(text)
    .map((word) => word[0])
    .join('');

/** Small letters without accents: as people type. */
function plain(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().trim();
}
