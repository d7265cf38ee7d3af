/** Codings that a document had and has no more. */
export { compare, lostCodings, type CompareOptions, type LostCoding } from './lost/compare.js';
export { readCoded, type CodedText, type Coding } from './lost/read.js';
export { restoreCoding, sourceOf } from './lost/restore.js';
