/**
 * What a description holds that the standard has no place for: lines between `---`, as front matter, the file's path the
 * first of them. So it can be read by people in any program, and is read again when the project comes back.
 */
export interface Fenced {
  readonly file: string;
  /** YAML, as it stood in the file's front matter. */
  readonly front: string;
}

export function fenced({ file, front }: Fenced): string {
  const lines = front.replaceAll('\r\n', '\n').replace(/\n+$/, '');
  return ['---', `file: ${file}`, ...(lines === '' ? [] : [lines]), '---'].join('\n');
}

/** undefined: a description that somebody wrote for people. */
export function readFenced(description: string | undefined): Fenced | undefined {
  const text = description?.replace(/\r\n?/g, '\n').trim() ?? '';
  const [, file, front = ''] = /^---\nfile: ([^\n]+)(?:\n([\s\S]*))?\n---$/.exec(text) ?? [];
  return file === undefined ? undefined : { file: file.trim(), front };
}
