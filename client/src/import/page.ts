import { posix } from 'node:path';
import { l10n, Uri } from 'vscode';
import type { ImportPreviewResult, ImportVoice } from '../../../server/src/protocol.js';
import { documents } from '../texts.js';
import type { ImportPage, ImportTexts, VoiceRow } from '../webviews/import-messages.js';

/** Who asks in at least so many of their turns is taken for the interviewer where no label says so. */
const asksOften = 0.4;

/** What is found in files as the page shows it. */
export function pageOf(
  study: string,
  found: ImportPreviewResult,
  folder: string,
  folders: readonly string[],
): ImportPage {
  const good = found.files.filter(({ problem }) => problem === null);
  return {
    title: l10n.t('Import {0}', documents(good.length)),
    subtitle: l10n.t('into {0}', study),
    notes: found.files.flatMap(({ source, notes, problem }) => {
      const name = posix.basename(Uri.parse(source).path);
      if (problem !== null) return [l10n.t('{0} {1}.', name, problem)];
      return notes.length > 0 ? [l10n.t('{0}: {1}.', name, notes.join('; '))] : [];
    }),
    target: found.first?.target ?? '',
    blocks: found.first?.blocks ?? [],
    voices: rowsOf(found),
    suggestions: found.participants,
    folder,
    folders: [...folders],
    key: '',
    ready: good.length > 0,
    texts: textsFor(good.length),
  };
}

/** Who is who as far as it can be told: an interviewer takes the first label that the study has for one. */
function rowsOf({ voices, interviewers }: ImportPreviewResult): VoiceRow[] {
  const sure = voices.some(({ interviewer }) => interviewer);
  const asking = sure
    ? undefined
    : [...voices].sort((a, b) => part(b) - part(a)).find((voice) => part(voice) >= asksOften);
  const asks = (voice: ImportVoice): boolean => voice.interviewer || (voices.length > 1 && voice === asking);
  const only = voices.filter(asks).length === 1;
  return voices.map((voice) => ({
    name: voice.name,
    label:
      asks(voice) && only && !interviewers.includes(voice.label)
        ? (interviewers[0] ?? voice.label)
        : voice.label,
    role: asks(voice) ? 'interviewer' : 'participant',
    figures: [
      turns(voice.turns),
      wordsSaid(voice.words),
      ...(voice.documents > 1 ? [documents(voice.documents)] : []),
    ].join(', '),
    example: voice.example,
  }));
}

function part({ questions, turns }: ImportVoice): number {
  return turns === 0 ? 0 : questions / turns;
}

function turns(n: number): string {
  return n === 1 ? l10n.t('1 turn') : l10n.t('{0} turns', n);
}

function textsFor(count: number): ImportTexts {
  return {
    who: l10n.t('Who speaks'),
    whoHint: l10n.t(
      'An interviewer’s words are not counted. Give a pseudonym here, and the name does not enter the study.',
    ),
    name: l10n.t('Found'),
    role: l10n.t('Role'),
    label: l10n.t('Called in the study'),
    interviewer: l10n.t('Interviewer'),
    participant: l10n.t('Participant'),
    nobody: l10n.t('No speaker'),
    noVoices: l10n.t('Nobody was found to speak. The paragraphs are kept as they are.'),
    inText: l10n.t('Replace these names in the text, too, where they stand as whole words'),
    key: l10n.t('Key to the pseudonyms'),
    keyHint: l10n.t(
      'A file outside the study that tells who is who. Names that it has already are filled in.',
    ),
    noKey: l10n.t('No key is kept.'),
    browse: l10n.t('Choose a file…'),
    forget: l10n.t('Keep no key'),
    folder: l10n.t('Folder'),
    folderHint: l10n.t('In the study; made if it does not exist. Empty: where the study’s documents are.'),
    preview: l10n.t('Preview of the first document'),
    import: count === 1 ? l10n.t('Import 1 document') : l10n.t('Import {0} documents', count),
    cancel: l10n.t('Cancel'),
    noInterviewer: l10n.t('Nobody is the interviewer: everybody’s words will count.'),
    noLabel: l10n.t('Everybody who speaks needs a name in the study.'),
  };
}

/** Not “counted words”: an interviewer’s are among them. */
function wordsSaid(n: number): string {
  return n === 1 ? l10n.t('1 word') : l10n.t('{0} words', n);
}
