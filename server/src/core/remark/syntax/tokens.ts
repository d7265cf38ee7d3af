import type { SourceLine } from '../blocks/line.js';
import type { BracketGroup } from './bracket-end.js';
import type { BracketOpening } from './bracket-start.js';

/** What this syntax adds to micromark's tokens and contexts. */
declare module 'micromark-util-types' {
  interface TokenTypeMap {
    attributes: 'attributes';
    attributesEnd: 'attributesEnd';
    attributeId: 'attributeId';
    attributeClass: 'attributeClass';
    attributeKey: 'attributeKey';
    attributePair: 'attributePair';
    attributeValue: 'attributeValue';
    attributeDash: 'attributeDash';
    bracketStart: 'bracketStart';
    bracketEnd: 'bracketEnd';
    bracketText: 'bracketText';
    bracketAfter: 'bracketAfter';
    span: 'span';
    inlineNote: 'inlineNote';
    noteCall: 'noteCall';
    noteCallLabel: 'noteCallLabel';
    inlineCode: 'inlineCode';
    inlineCodeText: 'inlineCodeText';
    inlineHtml: 'inlineHtml';
    inlineHtmlText: 'inlineHtmlText';
    linkResource: 'linkResource';
    linkUrl: 'linkUrl';
    linkTitle: 'linkTitle';
    trailing: 'trailing';

    codeBlock: 'codeBlock';
    definitionList: 'definitionList';
    definitionTerm: 'definitionTerm';
    fencedDiv: 'fencedDiv';
    divOpening: 'divOpening';
    divClosing: 'divClosing';
    divWord: 'divWord';
    heading: 'heading';
    htmlBlock: 'htmlBlock';
    lineBlock: 'lineBlock';
    lineBlockLine: 'lineBlockLine';
    linkDefinition: 'linkDefinition';
    markdownList: 'markdownList';
    markdownListItem: 'markdownListItem';
    noteDefinition: 'noteDefinition';
    table: 'table';
    tableRow: 'tableRow';
    tableData: 'tableData';
  }

  interface Token {
    _opening?: BracketOpening;
    _group?: BracketGroup;
    _after?: number;
    _align?: ('left' | 'right' | 'center' | 'none')[];
    _code?: { readonly value: string; readonly lang: string | null };
    _definition?: { readonly label: string; readonly url: string; readonly title: string | null };
    _depth?: number;
    _label?: string;
    _lines?: SourceLine[];
    _ordered?: boolean;
    _start?: number | undefined;
    _value?: string;
  }

  interface TokenizeContext {
    /** The end of a bracketed text that a label follows directly, and the token that opened it. */
    bracketText?: { readonly opening: Token; readonly end: number };
  }

  interface ParseContext {
    /** Lines whose text attributes may end, and whether `#`s may too. */
    attributeLines?: Map<number, 'hashes' | 'plain'>;
    /** Labels of notes that are defined. */
    notes?: Set<string>;
  }
}
