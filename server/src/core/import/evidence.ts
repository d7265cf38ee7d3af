import type { Head } from './heads.js';
import type { KnownLabels } from './types.js';

/** Labels that stand for somebody in any transcript. */
const STOCK =
  /^(int|intv|interviewer|interviewee|moderator|mod|facilitator|researcher|respondent|resp|participant|informant|speaker|unknown speaker|unidentified speaker|teacher|principal|student|parent|[qaipr])[ #]{0,2}\d{0,3}[a-z]?$/i;
/** Labels of those who ask. */
const ASKS = /^(int|intv|interviewer|moderator|mod|facilitator|researcher|[qi])[ #]{0,2}\d{0,2}$/i;
/** What stands before a colon at the top of a transcript or in notes, and speaks for nobody. */
const FACTS =
  /^(notes?|date|time|place|location|site|title|subject|topic|duration|length|file|filename|audio|recording|transcript|transcribed by|transcription|language|project|interview|present|attendees|participants|session|wave|school|district|status|version|page|ps|re|nb|url|email|phone|https?|example|summary|key|legend)$/i;
/** Words that people say alone on a line, and that are no names. */
const SAID =
  /^(yes|no|yeah|yep|nope|ok|okay|right|sure|exactly|true|mhm|mm|mm-hmm|hmm|uh-huh|uh|um|oh|ah|well|so|and|but|thanks|thank you|please|good|great|absolutely|correct|maybe|why|how|what|who|laughter|laughs|pause|silence|inaudible|crosstalk|end|begin|start|introduction|background|conclusion)\.?$/i;

/** One line as far as names go. */
export interface Seen {
  readonly head: Head | undefined;
  /** The head is in bold. */
  readonly bold: boolean;
  /** There is more on the line than the head. */
  readonly more: boolean;
}

export function asks(name: string, known: KnownLabels): boolean {
  return known.interviewers.includes(name) || ASKS.test(name);
}

/** A label by how it is written: `INT`, `Speaker 2`, `P1`, or listed in the study. */
export function isSureName(name: string, known: KnownLabels): boolean {
  if (known.interviewers.includes(name) || known.participants.includes(name)) return true;
  return isStock(name) || (/^\p{Lu}[\p{Lu}\p{N}]{0,11}$/u.test(name) && !FACTS.test(name));
}

/** Stands for somebody and names nobody: `Interviewer`, `P1`, `Speaker 2`. */
export function isStock(name: string): boolean {
  return STOCK.test(name);
}

/** Which names speak, by how they are written, how often, and what the study lists. `rejected` are none. */
export function speakersIn(
  lines: readonly Seen[],
  known: KnownLabels,
  rejected: ReadonlySet<string>,
): ReadonlySet<string> {
  const listed = new Set([...known.interviewers, ...known.participants]);
  const speakers = new Set<string>();
  const isSure = ({ head, bold }: Seen): boolean =>
    head?.name !== undefined &&
    (listed.has(head.name) ||
      STOCK.test(head.name) ||
      (!FACTS.test(head.name) && (head.form === 'capitals' || (bold && head.form === 'colon'))));
  const times = countsOf(lines);
  const headers = lines.filter(({ head }) => head?.form === 'header' && isNamelike(head.name!)).length;

  for (const seen of lines) {
    const { head } = seen;
    if (head?.name === undefined) continue;
    const { name, form } = head;
    const often = (times.get(`${form} ${name}`) ?? 0) > 1;
    const plain = !FACTS.test(name);
    if (
      isSure(seen) ||
      (form === 'header' && isNamelike(name) && (often || headers > 2)) ||
      // Somebody who speaks once, among others: not what stands above the transcript.
      (form === 'colon' && plain && (often || (speakers.size > 0 && isNamelike(name))))
    )
      speakers.add(name);
  }
  if (speakers.size < 2) for (const name of namesAlone(lines, times)) speakers.add(name);
  for (const name of rejected) speakers.delete(name);
  return speakers;
}

function countsOf(lines: readonly Seen[]): ReadonlyMap<string, number> {
  const times = new Map<string, number>();
  for (const { head } of lines) {
    if (head?.name === undefined) continue;
    const key = `${head.form} ${head.name}`;
    times.set(key, (times.get(key) ?? 0) + 1);
  }
  return times;
}

/** Names on lines of their own: a few that come again and again, each with a line of speech below. */
function namesAlone(lines: readonly Seen[], times: ReadonlyMap<string, number>): string[] {
  const candidates = new Set<string>();
  for (const [index, { head }] of lines.entries()) {
    if (head?.form !== 'alone' || head.name === undefined) continue;
    const next = lines[index + 1];
    if (!next || (next.head?.form === 'alone' && next.head.name === head.name)) continue;
    const { name } = head;
    const again = (times.get(`alone ${name}`) ?? 0) > 1;
    if (again && isNamelike(name) && !SAID.test(name) && !FACTS.test(name)) candidates.add(name);
  }
  const covered = lines.filter(
    ({ head }) => head?.form === 'alone' && candidates.has(head.name ?? ''),
  ).length;
  return candidates.size > 1 && candidates.size <= 12 && covered * 5 >= lines.length ? [...candidates] : [];
}

/** At most four words, each with a capital or digit first, but for the `de`, `van` and `al` between. */
function isNamelike(name: string): boolean {
  const words = name.split(' ').filter((word) => word !== '');
  return (
    words.length <= 4 &&
    words.every(
      (word, index) =>
        /^[\p{Lu}\p{Lt}\p{Lo}\p{N}(#&]/u.test(word) || (index > 0 && /^\p{Ll}{1,3}$/u.test(word)),
    ) &&
    /\p{L}/u.test(name) &&
    !/\.$/.test(name.replace(/\b\p{Lu}\.$/u, ''))
  );
}
