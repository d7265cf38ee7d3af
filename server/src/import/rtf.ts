import { readHtml } from '../core/import/index.js';
import type { Reading } from '../core/import/types.js';
import { escaped, Notes, omissionsOf } from './html.js';
import { windows1252 } from './decode.js';
import { Unreadable } from './unreadable.js';

/** Deeper than any program nests its groups. */
const DEEPEST = 500;
/** A control word with its number, a sign, bytes in hex, a brace, or text. */
const TOKEN =
  /\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])|([{}])|[\r\n]+|[^\\{}\r\n]+/gy;
/** Destinations whose text is none of the document's; `*` before others says the same. */
const HIDDEN = new Set(
  'colortbl stylesheet info pict object header headerl headerr headerf footer footerl footerr footerf listtable listoverridetable revtbl generator xe tc rxe themedata datastore latentstyles nonshppict'.split(
    ' ',
  ),
);
const SIGNS: Readonly<Record<string, string>> = {
  tab: ' ',
  emdash: '—',
  endash: '–',
  lquote: '‘',
  rquote: '’',
  ldblquote: '“',
  rdblquote: '”',
  bullet: '•',
  emspace: ' ',
  enspace: ' ',
};
/** `\fcharset` as the encoding that Windows had for it. */
const CHARSETS: Readonly<Record<number, string>> = {
  77: 'macintosh',
  128: 'shift_jis',
  129: 'euc-kr',
  134: 'gbk',
  136: 'big5',
  161: 'windows-1253',
  162: 'windows-1254',
  177: 'windows-1255',
  178: 'windows-1256',
  186: 'windows-1257',
  204: 'windows-1251',
  222: 'windows-874',
  238: 'windows-1250',
};
const PAGES: Readonly<Record<number, string>> = {
  932: 'shift_jis',
  936: 'gbk',
  949: 'euc-kr',
  950: 'big5',
  10000: 'macintosh',
  65001: 'utf-8',
};
const COMMENT = ['comment', 'comments'] as const;
const PICTURE = ['image or object', 'images or objects'] as const;
const DELETED = ['deletion of tracked changes', 'deletions of tracked changes'] as const;

/** A group's state, which ends with its brace. */
interface State {
  readonly bold: boolean;
  readonly italic: boolean;
  readonly hidden: boolean;
  readonly deleted: boolean;
  readonly fonts: boolean;
  readonly note: boolean;
  readonly encoding: string;
  /** Signs behind a `\u` that say the same again. */
  readonly spare: number;
}

/** A Rich Text, by version 1.9.1 of its specification, as HTML, which becomes pieces as Word's does. @throws Unreadable */
export function readRtf(bytes: Uint8Array): Reading {
  const text = Buffer.from(bytes)
    .toString('latin1')
    .replace(/^\xEF\xBB\xBF/, '');
  if (!text.startsWith('{\\rtf'))
    throw new Unreadable('is no Rich Text. Open it in the program that made it and save it as .docx');
  const reader = new RtfReader(text);
  reader.read();
  return { pieces: readHtml(reader.html()), omitted: omissionsOf(reader.left), notes: reader.notes };
}

class RtfReader {
  readonly left = new Map<readonly [string, string], number>();
  readonly notes: string[] = [];
  readonly #text: string;
  readonly #out = new Notes();
  readonly #stack: State[] = [];
  readonly #encodings = new Map<number, string>();
  #state: State = {
    bold: false,
    italic: false,
    hidden: false,
    deleted: false,
    fonts: false,
    note: false,
    encoding: 'windows-1252',
    spare: 1,
  };
  #page = 'windows-1252';
  #font = 0;
  #bytes: number[] = [];
  #skip = 0;
  #paragraph = '';
  #cells: string[] | undefined;
  #rows: string[] = [];
  #inTable = false;
  #star = false;

  constructor(text: string) {
    this.#text = text;
  }

  read(): void {
    TOKEN.lastIndex = 0;
    for (let match = TOKEN.exec(this.#text); match; match = TOKEN.exec(this.#text)) {
      const [whole, word, number, hex, sign, brace] = match;
      if (hex !== undefined) this.#byte(parseInt(hex, 16));
      else {
        if (this.#bytes.length > 0) this.#flush();
        if (word !== undefined) this.#word(word, number === undefined ? undefined : Number(number), TOKEN);
        else if (sign !== undefined) this.#sign(sign);
        else if (brace === '{') this.#begin();
        else if (brace === '}') this.#end();
        else if (!/^[\r\n]/.test(whole)) this.#say(windows1252(Buffer.from(whole, 'latin1')));
      }
    }
    this.#flush();
    if (this.#stack.length > 0) this.notes.push('it is cut short: its end is missing');
    this.#endParagraph();
    this.#endTable();
  }

  html(): string {
    return this.#out.html();
  }

  #begin(): void {
    if (this.#stack.length >= DEEPEST) throw new Unreadable('is nested too deep to be read');
    this.#stack.push(this.#state);
    this.#skip = 0;
  }

  #end(): void {
    const { note } = this.#state;
    this.#state = this.#stack.pop() ?? this.#state;
    this.#skip = 0;
    if (!note || this.#state.note) return;
    this.#paragraph += '\u0002';
  }

  #set(change: Partial<State>): void {
    this.#state = { ...this.#state, ...change };
  }

  #word(word: string, number: number | undefined, token: RegExp): void {
    const star = this.#star;
    this.#star = false;
    const on = number !== 0;
    if (this.#state.fonts) this.#fontWord(word, number ?? 0);
    else if (word === 'bin') token.lastIndex += Math.max(0, number ?? 0);
    else if (word === 'fonttbl') this.#set({ fonts: true });
    else if (word === 'annotation' || word === 'pict' || word === 'object')
      this.#leave(word === 'annotation' ? COMMENT : PICTURE);
    else if (HIDDEN.has(word) || (star && word !== 'shppict' && word !== 'ud')) this.#set({ hidden: true });
    else if (word === 'u') this.#unicode(number ?? 0);
    else if (word in SIGNS) this.#say(SIGNS[word]!);
    else if (word === 'b') this.#set({ bold: on });
    else if (word === 'i') this.#set({ italic: on });
    else if (word === 'v') this.#set({ hidden: on });
    else if (word === 'deleted') {
      if (on) this.left.set(DELETED, (this.left.get(DELETED) ?? 0) + 1);
      this.#set({ deleted: on });
    } else if (word === 'plain')
      this.#set({ bold: false, italic: false, deleted: false, encoding: this.#page });
    else if (word === 'uc') this.#set({ spare: Math.max(0, Math.min(number ?? 1, 9)) });
    else if (word === 'f') this.#set({ encoding: this.#encodings.get(number ?? 0) ?? this.#page });
    else if (word === 'ansicpg') {
      this.#page = PAGES[number ?? 0] ?? `windows-${number ?? 1252}`;
      this.#set({ encoding: this.#page });
    } else if (word === 'mac') this.#set({ encoding: (this.#page = 'macintosh') });
    else if (word === 'footnote') {
      this.#paragraph += '\u0001';
      this.#set({ note: true });
    } else if (!this.#state.hidden) this.#layout(word);
  }

  #layout(word: string): void {
    if (word === 'par' || word === 'sect' || word === 'page') {
      if (this.#state.note) this.#paragraph += '<br>';
      else if (this.#inTable) this.#paragraph += '<br>';
      else this.#endParagraph();
    } else if (word === 'line') this.#paragraph += '<br>';
    else if (word === 'pard') this.#inTable = false;
    else if (word === 'intbl') this.#inTable = true;
    else if (word === 'cell') {
      (this.#cells ??= []).push(this.#paragraph.replace(/(<br>)+$/, ''));
      this.#paragraph = '';
    } else if (word === 'row' && this.#cells) {
      this.#rows.push(`<tr>${this.#cells.map((cell) => `<td><p>${cell}</p></td>`).join('')}</tr>`);
      this.#cells = undefined;
    }
  }

  #leave(what: readonly [string, string]): void {
    if (!this.#state.hidden) this.left.set(what, (this.left.get(what) ?? 0) + 1);
    this.#set({ hidden: true });
  }

  #fontWord(word: string, number: number): void {
    if (word === 'f') this.#font = number;
    else if (word === 'fcharset') {
      const encoding = CHARSETS[number];
      if (encoding !== undefined) this.#encodings.set(this.#font, encoding);
    }
  }

  #sign(sign: string): void {
    if (sign === '*') this.#star = true;
    else if (sign === '~') this.#say('\u00A0');
    else if (sign === '_') this.#say('-');
    else if (sign === '\n' || sign === '\r') this.#layout('par');
    else if ('{}\\'.includes(sign)) this.#say(sign);
  }

  #unicode(number: number): void {
    this.#say(String.fromCharCode(number & 0xffff));
    this.#skip = this.#state.spare;
  }

  #byte(byte: number): void {
    if (this.#skip > 0) this.#skip--;
    else this.#bytes.push(byte);
  }

  #flush(): void {
    const bytes = Uint8Array.from(this.#bytes);
    this.#bytes = [];
    if (bytes.length > 0) this.#say(decoded(this.#state.encoding, bytes));
  }

  #say(text: string): void {
    const said = this.#skip > 0 ? text.slice(this.#skip) : text;
    this.#skip = Math.max(0, this.#skip - text.length);
    const { hidden, deleted, fonts, bold, italic } = this.#state;
    if (hidden || deleted || fonts || said === '') return;
    // eslint-disable-next-line no-control-regex -- these stand for notes here
    const plain = escaped(said.replace(/[\u0000-\u0008]/g, ''));
    const open = `${bold ? '<strong>' : ''}${italic ? '<em>' : ''}`;
    const close = `${italic ? '</em>' : ''}${bold ? '</strong>' : ''}`;
    this.#paragraph += plain.trim() === '' ? plain : `${open}${plain}${close}`;
  }

  #endParagraph(): void {
    const paragraph = this.#paragraph.replaceAll('</em><em>', '').replaceAll('</strong><strong>', '');
    this.#paragraph = '';
    if (paragraph.trim() === '') return;
    this.#endTable();
    this.#emit(`<p>${paragraph}</p>`);
  }

  #endTable(): void {
    if (this.#rows.length > 0) this.#emit(`<table>${this.#rows.join('')}</table>`);
    this.#rows = [];
  }

  /** Notes stand between their signs in what was gathered. */
  #emit(html: string): void {
    // eslint-disable-next-line no-control-regex -- as put there
    for (const part of html.split(/([\u0001\u0002])/)) {
      if (part === '\u0001') this.#out.begin();
      else if (part === '\u0002') this.#out.end();
      else this.#out.write(part);
    }
  }
}

function decoded(encoding: string, bytes: Uint8Array): string {
  if (encoding === 'windows-1252') return windows1252(bytes);
  try {
    return new TextDecoder(encoding).decode(bytes);
  } catch {
    return windows1252(bytes);
  }
}
