/** Three versions of a study's file made one: codings apart from clean text, YAML by field. */
export { mergeDocuments, type MergeOptions, type MergeResult } from './document.js';
export type { Chunk, Markers, MergeLines } from './lines.js';
export type { MergeNote } from './passages.js';
export { mergeYaml, type YamlMergeOptions } from './yaml.js';
