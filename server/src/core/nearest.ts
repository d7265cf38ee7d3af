import { distance } from 'fastest-levenshtein';

/** Longer words are no typing slip of each other, and would cost time by their product. */
const LONGEST = 64;

/**
 * The candidates that `word` may have been meant to be, nearest first, at most `count`. Case, accents' encoding
 * and separators are forgiven; else about one slip in three letters, or a beginning of three letters and more.
 */
export function nearest(word: string, candidates: Iterable<string>, count = 3): string[] {
  if (word.length > LONGEST) return [];
  const wanted = fold(word);
  const near: { candidate: string; slips: number }[] = [];
  for (const candidate of candidates) {
    if (candidate.length > LONGEST || candidate === word) continue;
    const folded = fold(candidate);
    const allowed = Math.max(1, Math.floor(Math.max(wanted.length, folded.length) / 3));
    if (wanted.length >= 3 && folded.startsWith(wanted)) near.push({ candidate, slips: allowed });
    else if (Math.abs(wanted.length - folded.length) <= allowed) {
      const slips = distance(wanted, folded);
      if (slips <= allowed && slips < folded.length) near.push({ candidate, slips });
    }
  }
  near.sort((a, b) => a.slips - b.slips || (a.candidate < b.candidate ? -1 : 1));
  return near.slice(0, count).map(({ candidate }) => candidate);
}

function fold(word: string): string {
  return word
    .normalize('NFC')
    .toLowerCase()
    .replace(/[_ -]+/g, '-');
}

/** ` Did you mean “a” or “b”?`, with the blank before it; nothing for no words. */
export function didYouMean(words: readonly string[]): string {
  if (words.length === 0) return '';
  const quoted = words.map((word) => `“${word}”`);
  const last = quoted.pop() ?? '';
  return ` Did you mean ${quoted.length > 0 ? `${quoted.join(', ')} or ${last}` : last}?`;
}
