/** Coding by search: units of documents that match, and the edit that codes those which a person accepts. */
export { codeRanges, type CodedUnits } from './autocode/apply.js';
export { expressionOf, type Expression, type Pattern, type WrongPattern } from './autocode/pattern.js';
export { type AutocodeQuery, findHits, type Hit, type Match } from './autocode/search.js';
export { codableCode } from './autocode/code.js';
