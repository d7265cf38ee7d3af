// Sentences of the sample study, so that lengths of words and lines are those of real interviews.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sample } from '../lib/study.mjs';

/** Numbers in [0, 1), the same for the same seed (mulberry32). */
export function randomFrom(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Sentences of what was said, each `{ words, bytes }`, without coding marks or anything else of Markdown. */
export function sentencesOfSample() {
  const sentences = readdirSync(sample, { recursive: true })
    .filter((file) => /[\\/].*\.md$/.test(file))
    .sort()
    .flatMap((file) => sentencesIn(readFileSync(join(sample, file), 'utf8')));
  if (sentences.length < 500) throw new Error(`Only ${sentences.length} sentences were found in ${sample}.`);
  return sentences.map((text) => ({ words: text.split(' '), bytes: Buffer.byteLength(text) }));
}

function sentencesIn(text) {
  const paragraphs = text.replace(/^---\n[^]*?\n---\n/, '').split(/\n{2,}/);
  return paragraphs
    .filter((paragraph) => !/^[#:>|-]/.test(paragraph))
    .map((paragraph) => paragraph.replace(/^\*\*[^*]+\*\*:?\s*/, ''))
    .map((paragraph) => paragraph.replace(/\]\{[^}]*\}/g, '').replace(/\s+/g, ' '))
    .flatMap((paragraph) => paragraph.split(/(?<=[.?!]”?) (?=[A-Z“])/))
    .map((sentence) => sentence.replace(/(\[\w+\])|[[\]]/g, '$1'))
    .filter((sentence) => /^[A-Z“][^*_`<>{}#|\\^$:]{14,300}$/.test(sentence));
}
