/** What the extension and the page of an import say to each other. All texts come ready to be shown. */

export type VoiceRole = 'interviewer' | 'participant' | 'nobody';

export interface VoiceRow {
  /** As found. */
  name: string;
  /** As it is to be written. */
  label: string;
  role: VoiceRole;
  /** `12 turns, 340 words`. */
  figures: string;
  example: string;
}
export interface ImportBlock {
  speaker: string | null;
  time: string | null;
  text: string;
  heading: boolean;
}
export interface ImportPage {
  title: string;
  subtitle: string;
  /** What cannot be imported, or not whole. */
  notes: string[];
  /** The document that is previewed, and how it begins. */
  target: string;
  blocks: ImportBlock[];
  voices: VoiceRow[];
  /** Labels that the study lists. */
  suggestions: string[];
  folder: string;
  folders: string[];
  key: string;
  /** Whether there is anything to import. */
  ready: boolean;
  texts: ImportTexts;
}
export interface ImportTexts {
  who: string;
  whoHint: string;
  name: string;
  role: string;
  label: string;
  interviewer: string;
  participant: string;
  nobody: string;
  noVoices: string;
  inText: string;
  key: string;
  keyHint: string;
  noKey: string;
  browse: string;
  forget: string;
  folder: string;
  folderHint: string;
  preview: string;
  import: string;
  cancel: string;
  noInterviewer: string;
  noLabel: string;
}
/** What the form says when it is sent. */
export interface ImportChoices {
  voices: Pick<VoiceRow, 'name' | 'label' | 'role'>[];
  inText: boolean;
  folder: string;
}

export type ToImportPage =
  | { type: 'page'; page: ImportPage }
  /** How far the files are read before there is a page. */
  | { type: 'reading'; message: string }
  | { type: 'key'; key: string; labels: Record<string, string> }
  | { type: 'failed'; message: string };
export type FromImportPage =
  | { type: 'ready' }
  | { type: 'browseKey' }
  | { type: 'forgetKey' }
  | { type: 'import'; choices: ImportChoices }
  | { type: 'cancel' };
