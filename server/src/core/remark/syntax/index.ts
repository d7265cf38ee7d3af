import { codes } from 'micromark-util-symbol';
import type { Construct, Extension } from 'micromark-util-types';
import { blocks } from '../blocks/index.js';
import { bracketEnd } from './bracket-end.js';
import { imageStart, noteCall, noteStart, textStart } from './bracket-start.js';
import { codeText } from './code.js';
import { first, token, type Step } from './grammar.js';
import { comment, tag, verbatim } from './html.js';
import { trailing } from './trailing.js';

/** What CommonMark reads otherwise than Pandoc. */
const REPLACED = [
  ...['blockQuote', 'list', 'codeFenced', 'codeIndented', 'definition', 'headingAtx', 'htmlFlow'],
  ...[
    'setextUnderline',
    'thematicBreak',
    'codeText',
    'htmlText',
    'labelStartImage',
    'labelStartLink',
    'labelEnd',
  ],
];

const named = (name: string, step: Step): Construct => ({
  name,
  tokenize: (effects, ok, nok) => step(effects, ok, nok),
});
/** Two tokens, since micromark needs more than one event on every line of a text. */
const inline = (step: Step): Step => token('inlineHtml', token('inlineHtmlText', step));
const inertHtml = named('inertHtml', inline(first(comment, verbatim)));
/** After autolinks, which look like tags. */
const htmlTag: Construct = { ...named('htmlTag', inline(tag)), add: 'after' };

/**
 * Micromark extension for Markdown as Pandoc reads it, with bracketed spans, fenced divs and attributes.
 * Blocks are read by a construct of their own, since in Pandoc blocks look ahead; inline text by micromark's.
 */
export function pandoc(): Extension {
  return {
    disable: { null: REPLACED },
    flowInitial: { [codes.space]: blocks, [codes.horizontalTab]: blocks, [codes.virtualSpace]: blocks },
    flow: { null: blocks },
    text: {
      [codes.leftSquareBracket]: [noteCall, textStart],
      [codes.exclamationMark]: imageStart,
      [codes.caret]: noteStart,
      [codes.rightSquareBracket]: bracketEnd,
      [codes.leftCurlyBrace]: trailing,
      [codes.numberSign]: trailing,
      [codes.graveAccent]: named('codeSpan', codeText),
      [codes.lessThan]: [inertHtml, htmlTag],
    },
  };
}
