import { count } from '../compare/phrases.js';
import type { AgreementSpec } from '../agreement/types.js';
import type { AnalysisSpec } from './spec.js';

/** What a report was made of, so that it can be made again and be seen to be the same. Never the time it was made. */
export interface Provenance {
  /** The study's name. */
  readonly study: string;
  readonly state: CommittedState | LooseState;
  /** Of the data, as ISO 8601: of the commit; else the latest `date` of a document; null where none states one. */
  readonly date: string | null;
  readonly query: AnalysisSpec | AgreementSpec;
  /** The command line that makes it again. */
  readonly command: string;
  /** Of Qualdown. */
  readonly version: string;
}

/** All that was counted is as at this commit, the last one that changed the study. */
export interface CommittedState {
  readonly commit: string;
}

/** Something that was counted is in no commit. */
export interface LooseState {
  /** SHA-256 over configuration, codebook and documents, as `contentOf` has them. */
  readonly content: string;
  /** The last commit of the study; absent where there is none. */
  readonly since?: string;
  /** How many of these files are not as at that commit, unsaved ones included. */
  readonly changed?: number;
}

/** What tells of one report how it was made, line by line. */
export function provenanceLines(provenance: Provenance): (readonly [name: string, value: string])[] {
  const { study, state, date, query, command, version } = provenance;
  return [
    ['Study', study],
    ...stateLines(state),
    ['Date of the data', date ?? 'no document states a date'],
    ['Made again by', command],
    ['Query', JSON.stringify(query)],
    ['Made with', `Qualdown ${version}`],
  ];
}

function stateLines(state: CommittedState | LooseState): (readonly [string, string])[] {
  if ('commit' in state) return [['Commit', state.commit]];
  const { content, since, changed = 0 } = state;
  const why =
    since === undefined
      ? 'the study is in no commit that can be named'
      : `${count(changed, 'file')} ${changed === 1 ? 'differs' : 'differ'} from commit ${since}`;
  return [['Content (SHA-256)', `${content}: ${why}`]];
}

/**
 * What is hashed of a study: each file's path and text, lengths first, so that no two studies read the same.
 * @param files configuration, codebook, then the documents in their order, each as it was counted
 */
export function contentOf(file: string, text: string): string {
  return `${file.length} ${file}\n${text.length} ${text}\n`;
}
