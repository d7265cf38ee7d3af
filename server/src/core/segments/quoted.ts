import type { SegmentEntry } from './list.js';

/** A speaker's label before what is said, as a document sets it: `**HS1:**`, `**HS1**:`. */
const LABEL = /(^|\n\s*|\[…\] )(?:\*\*([^*\n]+):\*\*|\*\*([^*\n]+)\*\*:)/g;

/**
 * A passage as it is quoted: labels without their Markdown, and who says it. Where it opens with a label it names its
 * speakers itself: an interviewer's question is no participant's.
 */
export function quoted({ text, speaker }: Pick<SegmentEntry, 'text' | 'speaker'>): {
  readonly text: string;
  readonly speaker: string | null;
} {
  const plain = text.replaceAll(
    LABEL,
    (_, before: string, one?: string, other?: string) => `${before}${one ?? other ?? ''}:`,
  );
  const opens = /^\s*\*\*(?:[^*\n]+:\*\*|[^*\n]+\*\*:)/.test(text);
  return { text: plain, speaker: opens ? null : speaker };
}
