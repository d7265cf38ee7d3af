import type { Extension } from 'mdast-util-from-markdown';
import { attributes } from './attributes.js';
import { blocks } from './blocks.js';
import { text } from './text.js';
import '../syntax/tokens.js';

/** mdast-util-from-markdown extension: turns what the micromark extension finds into nodes. */
export function pandocFromMarkdown(): Extension {
  return {
    canContainEols: [
      'span',
      'inlineNote',
      'link',
      'linkReference',
      'image',
      'imageReference',
      'definitionTerm',
    ],
    enter: { ...attributes.enter, ...blocks.enter, ...text.enter },
    exit: { ...attributes.exit, ...blocks.exit, ...text.exit },
  };
}
