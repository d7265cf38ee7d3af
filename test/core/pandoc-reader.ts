import { execFileSync } from 'node:child_process';

/**
 * Pandoc's `markdown` reader without what is decided otherwise here (docs/notation.md): dollar signs and TeX are text,
 * HTML is inert, `~`, `^` and `@` have no meaning, front matter stands at the start alone, and only pipe
 * tables are tables.
 */
export const FORMAT =
  'markdown-tex_math_dollars-raw_tex-native_divs-native_spans-pandoc_title_block-yaml_metadata_block' +
  '-subscript-superscript-citations-simple_tables-multiline_tables-grid_tables';

/** A span, a div, or a heading with classes, as Pandoc reads it. */
export interface PandocFound {
  readonly kind: 'Span' | 'Div' | 'Header';
  readonly id: string;
  readonly classes: readonly string[];
  readonly attrs: readonly (readonly [string, string])[];
}

export interface PandocReader {
  readonly version: string;
  /** Pandoc's tree of a text, as JSON. */
  read(text: string): Promise<unknown>;
}

/** An installed Pandoc of version 3, else the npm package `pandoc-wasm`. Throws where neither can be had. */
export async function findPandoc(): Promise<PandocReader> {
  return installedPandoc() ?? (await wasmPandoc());
}

function installedPandoc(): PandocReader | undefined {
  let version: string;
  try {
    version = execFileSync('pandoc', ['--version'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  } catch {
    return undefined;
  }
  const number = /^pandoc(?:\.exe)? (3\.\S+)/.exec(version)?.[1];
  if (number === undefined) return undefined;
  const args = ['--from', FORMAT, '--to', 'json'];
  const read = (input: string): unknown =>
    JSON.parse(execFileSync('pandoc', args, { input, encoding: 'utf8' }));
  return { version: number, read: (text) => Promise.resolve(read(text)) };
}

interface Wasm {
  convert(options: object, input: string, files: object): Promise<{ stdout: string; stderr: string }>;
  query(options: object): Promise<string>;
}

async function wasmPandoc(): Promise<PandocReader> {
  const name = 'pandoc-wasm'; // has no types
  const pandoc = (await import(name)) as Wasm;
  return {
    version: `${await pandoc.query({ query: 'version' })} (pandoc-wasm)`,
    async read(text) {
      const { stdout, stderr } = await pandoc.convert({ from: FORMAT, to: 'json' }, text, {});
      if (stdout === '') throw new Error(`Pandoc could not read it: ${stderr}`);
      return JSON.parse(stdout) as unknown;
    },
  };
}

type Attr = [string, string[], [string, string][]];
interface Node {
  t: string;
  c?: unknown;
}

/**
 * Spans, divs and headings with classes in the order of the text. Footnotes stand where the text is that refers to
 * them first, so their order is no one's; `notes` says whether there are any.
 */
export function foundIn(tree: unknown): { found: PandocFound[]; notes: boolean } {
  const found: PandocFound[] = [];
  const seenNotes = new Set<string>();
  const add = (kind: PandocFound['kind'], [id, classes, attrs]: Attr): void =>
    void found.push({ kind, id, classes, attrs });
  const walk = (value: unknown): void => {
    if (Array.isArray(value)) {
      for (const item of value as unknown[]) walk(item);
      return;
    }
    if (typeof value !== 'object' || value === null) return;
    if (!('t' in value)) {
      for (const part of Object.values(value)) walk(part); // a citation: what stands before and behind it
      return;
    }
    const { t, c } = value as Node;
    const parts = c as unknown[];
    if (t === 'Note') {
      const text = JSON.stringify(c);
      if (seenNotes.has(text)) return;
      seenNotes.add(text);
    }
    if (t === 'Span' || t === 'Div') add(t, parts[0] as Attr);
    if (t === 'Header' && (parts[1] as Attr)[1].length > 0) {
      const [, classes, attrs] = parts[1] as Attr;
      add('Header', ['', classes, attrs]); // Pandoc makes up ids
    }
    // A figure's caption is its picture's text again.
    walk(t === 'Figure' ? parts[2] : c);
  };
  walk((tree as { blocks: unknown }).blocks);
  return { found, notes: seenNotes.size > 0 };
}
