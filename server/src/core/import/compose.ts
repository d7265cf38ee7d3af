import type { Paragraph, RootContent } from 'mdast';
import { Names } from '../names.js';
import { Labels } from '../scan/labels.js';
import { scan } from '../scan/index.js';
import type { SpeakerLookup } from '../scan/types.js';
import { toMarkdown } from './markdown.js';
import { labelText, replacer, withPseudonyms } from './names.js';
import { wordsOf } from './phrasing.js';
import type { Choices, KnownLabels, Part, Transcript } from './types.js';

export interface Composed {
  readonly text: string;
  /** Counted words of the document. */
  readonly words: number;
  readonly turns: number;
  /** Labels of those whose words do not count. */
  readonly interviewers: readonly string[];
  readonly participants: readonly string[];
}

/**
 * The document of a transcript: front matter, and turns with their labels. No part of it is a mark.
 * @param source what it was made from, as front matter states it
 * @throws Error where it could not be written so, which the tests say never happens
 */
export function compose(
  transcript: Transcript,
  choices: Choices,
  known: KnownLabels,
  source: string,
): Composed {
  const inLabels = choices.inText ? replacer(choices.names) : (name: string): string => name;
  const labelOf = (name: string): string => {
    const given = choices.names.get(name) ?? name;
    return labelText(given === name ? inLabels(name) : given) || 'Speaker';
  };
  const asking =
    choices.interviewers ?? transcript.voices.filter((voice) => voice.interviewer).map(({ name }) => name);
  const interviewers = unique(
    asking.filter((name) => transcript.voices.some((voice) => voice.name === name)).map(labelOf),
  );
  const participants = unique(transcript.voices.map(({ name }) => labelOf(name))).filter(
    (label) => !interviewers.includes(label),
  );

  const speakers = rolesOf(interviewers, participants, known);
  const parts = transcript.parts.map((part): Part => {
    const [node] = choices.inText ? withPseudonyms([part.node], choices.names) : [part.node];
    return { ...part, node: node! };
  });
  const blocks = parts.map((part) => blockOf(part, labelOf, speakers));
  const text = `${frontMatter(titleOf(parts), interviewers, participants, known, source)}\n${blocks.join('\n\n')}\n`;
  const names = new Names();
  const read = scan(text, { names, speakers });
  if (read.markCount > 0) throw new Error('Some of its text would be read as coding.');
  return { text, words: read.words, turns: read.turnCount, interviewers, participants };
}

/** A block as Markdown, behind its label and time. One without a label does not look as if it had one. */
function blockOf(
  { speaker, time, node }: Part,
  labelOf: (name: string) => string,
  speakers: SpeakerLookup,
): string {
  const marker = time === undefined ? '' : `[${time}]`;
  if (speaker !== undefined) {
    const label: Paragraph = {
      type: 'paragraph',
      children: [{ type: 'strong', children: [{ type: 'text', value: `${labelOf(speaker)}:` }] }],
    };
    return [toMarkdown([label]), marker, toMarkdown([trimmed(node)])].filter((part) => part !== '').join(' ');
  }
  const written = toMarkdown([trimmed(node)]);
  const plain = node.type === 'paragraph' ? withoutLabel(written, speakers) : written;
  return [marker, plain].filter((part) => part !== '').join(' ');
}

/** What only looks like a label (`NOTE: …`) is escaped: nobody speaks there. */
function withoutLabel(written: string, speakers: SpeakerLookup): string {
  let text = written;
  for (let attempt = 0; attempt < 4; attempt++) {
    const label = new Labels(text, new Names(), speakers).at(0, text.length);
    if (!label) return text;
    const colon = text.lastIndexOf(':', label.end - 1);
    const sign = text[label.end - 1]!;
    if (sign === ']') text = `${text.slice(0, label.start)}\\${text.slice(label.start)}`;
    else if (/[–—-]/.test(sign))
      text = `${text.slice(0, label.end - 1)}&#${sign.charCodeAt(0)};${text.slice(label.end)}`;
    else if (colon > label.start) text = `${text.slice(0, colon)}\\${text.slice(colon)}`;
    else return text;
  }
  return text;
}

function trimmed(node: RootContent): RootContent {
  if (node.type !== 'paragraph') return node;
  const children = [...node.children];
  const last = children.at(-1);
  if (last?.type === 'text') children[children.length - 1] = { ...last, value: last.value.trimEnd() };
  return { ...node, children };
}

function rolesOf(
  interviewers: readonly string[],
  participants: readonly string[],
  known: KnownLabels,
): SpeakerLookup {
  const asking = new Set([...interviewers, ...known.interviewers]);
  const speaking = new Set([...participants, ...known.participants]);
  return {
    role: (label) => (asking.has(label) ? 'interviewer' : speaking.has(label) ? 'speaker' : undefined),
  };
}

function titleOf(parts: readonly Part[]): string {
  const title = parts.find(({ node }) => node.type === 'heading' && node.data?.isTitle === true)?.node;
  return title?.type === 'heading' ? wordsOf(title.children).replace(/\s+/g, ' ').trim() : '';
}

/**
 * Who speaks, and where it comes from. Somebody who asks and is not listed in the study is named here. Nothing is said of
 * the coding: a document without marks is not coded yet, and the first mark makes it one in part.
 */
function frontMatter(
  title: string,
  interviewers: readonly string[],
  participants: readonly string[],
  known: KnownLabels,
  source: string,
): string {
  const unlisted = interviewers.filter((label) => !known.interviewers.includes(label));
  const people = [
    ...participants.map((label) => `  ${yaml(label)}: {}`),
    ...unlisted.map((label) => `  ${yaml(label)}: { role: interviewer }`),
  ];
  const lines =
    unlisted.length > 0
      ? ['participants:', ...people]
      : [`participants: [${participants.map(yaml).join(', ')}]`];
  return [
    '---',
    ...(title === '' ? [] : [`title: ${yaml(title)}`]),
    ...(people.length > 0 ? lines : []),
    `source: ${JSON.stringify(source)}`,
    '---',
    '',
  ].join('\n');
}

/** A text as YAML reads it back, plain where that is safe. */
function yaml(text: string): string {
  const plain =
    /^\p{L}[\p{L}\p{N} .’-]*$/u.test(text) && !/^(true|false|null|yes|no|on|off|y|n)$/i.test(text);
  return plain ? text : JSON.stringify(text);
}

function unique(labels: readonly string[]): string[] {
  return [...new Set(labels)];
}
