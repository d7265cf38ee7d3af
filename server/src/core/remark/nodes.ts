import type {
  BlockContent,
  Data,
  DefinitionContent,
  ListItem,
  Paragraph,
  Parent,
  PhrasingContent,
} from 'mdast';
import type { Range } from '../problem.js';

/** What this notation adds to mdast. Ranges are offsets into the source. */

/** Attributes of a span, a div, or a heading (of the section it opens). */
export interface Attributes {
  readonly id?: string;
  /** In the order written, repetitions included. */
  readonly classes: readonly string[];
  readonly pairs: readonly (readonly [key: string, value: string])[];
  /** Between the braces, or the single word of `::: word`. */
  readonly range: Range;
}

export interface SpanData extends Data {
  attributes: Attributes;
  /** Between the brackets. */
  content: Range;
}

/** `[text]{.a}` */
export interface Span extends Parent {
  type: 'span';
  children: PhrasingContent[];
  data: SpanData;
}

export interface DivData extends Data {
  attributes: Attributes;
  opening: Range;
  /** Missing where the div ends with what holds it. */
  closing?: Range;
}

/** `::: {.a}` … `:::` */
export interface Div extends Parent {
  type: 'div';
  children: (BlockContent | DefinitionContent)[];
  data: DivData;
}

/** `^[text]` */
export interface InlineNote extends Parent {
  type: 'inlineNote';
  children: PhrasingContent[];
}

export interface DefinitionList extends Parent {
  type: 'definitionList';
  children: (DefinitionTerm | ListItem)[];
}

export interface DefinitionTerm extends Parent {
  type: 'definitionTerm';
  children: PhrasingContent[];
}

/** Lines that begin with `|`, one paragraph each. */
export interface LineBlock extends Parent {
  type: 'lineBlock';
  children: Paragraph[];
}

declare module 'mdast' {
  // `after`: the line that no longer belongs to it, where sections and unclosed divs in it end.
  interface BlockquoteData {
    after?: number;
  }
  interface ListItemData {
    after?: number;
  }
  interface FootnoteDefinitionData {
    after?: number;
  }
  interface HeadingData {
    attributes?: Attributes;
  }
  interface ImageData {
    /** The alternative text as it is marked up: it may hold spans. */
    alt?: PhrasingContent[];
  }
  interface ImageReferenceData {
    alt?: PhrasingContent[];
  }
  interface PhrasingContentMap {
    span: Span;
    inlineNote: InlineNote;
  }
  interface BlockContentMap {
    div: Div;
    definitionList: DefinitionList;
    lineBlock: LineBlock;
  }
  interface RootContentMap {
    span: Span;
    div: Div;
    inlineNote: InlineNote;
    definitionList: DefinitionList;
    definitionTerm: DefinitionTerm;
    lineBlock: LineBlock;
  }
}
