import { strFromU8 } from 'fflate';
import { SaxesParser, type SaxesTagPlain } from 'saxes';
import { readHtml, TITLE } from '../core/import/index.js';
import type { Reading } from '../core/import/types.js';
import { unpack } from './archive.js';
import { Notes, escaped, omissionsOf } from './html.js';
import { firstLine, Unreadable } from './unreadable.js';

/** Deeper than any program nests its elements. */
const DEEPEST = 500;
const REMEDY = 'Open it in the program that made it and save it again, without a password';

/** An OpenDocument text, by ISO/IEC 26300: its `content.xml` as HTML, which becomes pieces as Word's does. @throws Unreadable */
export function readOdt(bytes: Uint8Array): Reading {
  const { parts } = unpack(bytes, /^content\.xml$/, 'OpenDocument text', REMEDY);
  const content = parts['content.xml'];
  if (!content) throw new Unreadable(`is no OpenDocument text. ${REMEDY}`);
  const writer = new OdtWriter();
  const parser = new SaxesParser();
  parser.on('opentag', (tag) => writer.open(tag));
  parser.on('closetag', ({ name }) => writer.close(name));
  parser.on('text', (text) => writer.text(text));
  parser.on('error', (error) => {
    throw new Unreadable(`is damaged or protected by a password (${firstLine(error)}). ${REMEDY}`);
  });
  parser.write(strFromU8(content)).close();
  return { pieces: readHtml(writer.html()), omitted: omissionsOf(writer.left) };
}

/** What has no place in a document; the words of it are not among those that are read. */
const LEFT: Readonly<Record<string, readonly [string, string]>> = {
  'office:annotation': ['comment', 'comments'],
  'text:tracked-changes': ['record of tracked changes', 'records of tracked changes'],
  'draw:frame': ['image, text box or object', 'images, text boxes or objects'],
  'text:table-of-content': ['table of contents', 'tables of contents'],
  'text:note-citation': ['', ''],
  'office:forms': ['', ''],
};
const BLOCKS: Readonly<Record<string, string>> = {
  'text:list-item': 'li',
  'table:table': 'table',
  'table:table-row': 'tr',
  'table:table-cell': 'td',
  'table:covered-table-cell': 'td',
};

class OdtWriter {
  readonly left = new Map<readonly [string, string], number>();
  readonly #notes = new Notes();
  readonly #styles = new Map<string, { bold: boolean; italic: boolean; title: boolean }>();
  readonly #numbered = new Set<string>();
  /** Closing tags of elements that are open. */
  readonly #open: string[] = [];
  #style = '';
  #listStyle = '';
  #lists: string[] = [];
  #inBody = false;
  /** Elements that are open inside one that is left out. */
  #skipped = 0;

  open({ name, attributes }: SaxesTagPlain): void {
    if (this.#open.length + this.#skipped >= DEEPEST) throw new Unreadable('is nested too deep to be read');
    const left = LEFT[name];
    if (this.#skipped > 0 || left) {
      if (left && left[0] !== '' && this.#skipped === 0) this.left.set(left, (this.left.get(left) ?? 0) + 1);
      this.#skipped++;
      return;
    }
    if (!this.#inBody) this.#readStyle(name, attributes);
    if (name === 'office:text') this.#inBody = true;
    this.#open.push(this.#inBody ? this.#tag(name, attributes) : '');
  }

  close(name: string): void {
    if (this.#skipped > 0) {
      this.#skipped--;
      return;
    }
    const closing = this.#open.pop() ?? '';
    if (name === 'text:note-body') this.#notes.end();
    else this.#notes.write(closing);
    if (name === 'text:list') this.#lists.pop();
  }

  text(text: string): void {
    if (this.#inBody && this.#skipped === 0) this.#notes.write(escaped(text));
  }

  html(): string {
    return this.#notes.html();
  }

  #readStyle(name: string, attributes: Readonly<Record<string, string>>): void {
    const given = attributes['style:name'] ?? '';
    if (name === 'style:style') {
      this.#style = given;
      const title = attributes['style:parent-style-name'] === 'Title';
      this.#styles.set(given, { bold: false, italic: false, title });
    } else if (name === 'style:text-properties') {
      const style = this.#styles.get(this.#style);
      if (style && attributes['fo:font-weight'] === 'bold') style.bold = true;
      if (style && attributes['fo:font-style'] === 'italic') style.italic = true;
    } else if (name === 'text:list-style') this.#listStyle = given;
    else if (name === 'text:list-level-style-number' && attributes['text:level'] === '1')
      this.#numbered.add(this.#listStyle);
  }

  /** Writes what opens, and returns what closes it. */
  #tag(name: string, attributes: Readonly<Record<string, string>>): string {
    const style = attributes['text:style-name'] ?? '';
    const put = (opening: string, closing: string): string => {
      this.#notes.write(opening);
      return closing;
    };
    const block = BLOCKS[name];
    if (block !== undefined) return put(`<${block}>`, `</${block}>`);
    switch (name) {
      case 'text:p':
        return style === 'Title' || this.#styles.get(style)?.title
          ? put(`<h1 class="${TITLE}">`, '</h1>')
          : put('<p>', '</p>');
      case 'text:h': {
        const level = Math.min(6, Math.max(1, Number(attributes['text:outline-level']) || 1));
        return put(`<h${level}>`, `</h${level}>`);
      }
      case 'text:span': {
        const { bold = false, italic = false } = this.#styles.get(style) ?? {};
        return put(
          `${bold ? '<strong>' : ''}${italic ? '<em>' : ''}`,
          `${italic ? '</em>' : ''}${bold ? '</strong>' : ''}`,
        );
      }
      case 'text:a':
        return put(`<a href="${escaped(attributes['xlink:href'] ?? '')}">`, '</a>');
      case 'text:list': {
        const named = style === '' ? (this.#lists.at(-1) ?? '') : style;
        this.#lists.push(named);
        const list = this.#numbered.has(named) ? 'ol' : 'ul';
        return put(`<${list}>`, `</${list}>`);
      }
      case 'text:s':
      case 'text:tab':
        return put(' ', '');
      case 'text:line-break':
        return put('<br>', '');
      case 'text:note-body':
        this.#notes.begin();
        return '';
      default:
        return '';
    }
  }
}
