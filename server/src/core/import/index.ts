export { compose, type Composed } from './compose.js';
export { readCues } from './cues.js';
export { readHtml, TITLE } from './html.js';
export { linesWithNames, namesIn, replacer } from './names.js';
export { linesOfAnswer, readPlain } from './plain.js';
export { findTurns } from './turns.js';
export type { Choices, KnownLabels, Part, Reading, Transcript, Voice } from './types.js';
