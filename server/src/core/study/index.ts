export { isDocument } from './globs.js';
