import type { Root } from 'mdast';
import { gfmStrikethroughFromMarkdown } from 'mdast-util-gfm-strikethrough';
import { gfmTableFromMarkdown } from 'mdast-util-gfm-table';
import { gfmStrikethrough } from 'micromark-extension-gfm-strikethrough';
import remarkFrontmatter from 'remark-frontmatter';
import remarkParse from 'remark-parse';
import { unified, type Processor } from 'unified';
import { pandocFromMarkdown } from './mdast/index.js';
import { shifted } from './positions.js';
import { pandoc } from './syntax/index.js';

export type {
  Attributes,
  DefinitionList,
  DefinitionTerm,
  Div,
  InlineNote,
  LineBlock,
  Span,
} from './nodes.js';

/**
 * remark plugin: Markdown as Pandoc reads it. Of GFM it takes what Pandoc shares, tables and struck out text; plain
 * addresses are no links there, and notes and paragraphs have rules of their own.
 */
export function remarkPandoc(this: Processor): void {
  const data = this.data();
  (data.micromarkExtensions ??= []).push(gfmStrikethrough({ singleTilde: false }), pandoc());
  (data.fromMarkdownExtensions ??= []).push(
    gfmStrikethroughFromMarkdown(),
    gfmTableFromMarkdown(),
    pandocFromMarkdown(),
  );
}

const processor = unified().use(remarkParse).use(remarkFrontmatter, ['yaml']).use(remarkPandoc).freeze();

const BYTE_ORDER_MARK = '\ufeff';

/** The Markdown tree of a document. Positions are offsets into `source`, a byte order mark included. */
export function parseTree(source: string): Root {
  const tree = processor.parse(source);
  return source.startsWith(BYTE_ORDER_MARK) ? shifted(tree, BYTE_ORDER_MARK.length) : tree;
}
