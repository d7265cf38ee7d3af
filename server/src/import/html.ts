/** A text as HTML holds it. */
export function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

/** HTML with its footnotes at the end, marked as `readHtml` knows them. */
export class Notes {
  #body = '';
  #note: string | undefined;
  readonly #notes: string[] = [];

  write(html: string): void {
    if (this.#note === undefined) this.#body += html;
    else this.#note += html;
  }

  /** What follows belongs to a note that is called here. */
  begin(): void {
    const id = this.#notes.length + 1;
    if (this.#note !== undefined) return;
    this.#body += `<sup><a href="#footnote-${id}" id="footnote-ref-${id}">[${id}]</a></sup>`;
    this.#note = '';
  }

  end(): void {
    if (this.#note !== undefined) this.#notes.push(this.#note);
    this.#note = undefined;
  }

  html(): string {
    this.end();
    const items = this.#notes.map((note, index) => `<li id="footnote-${index + 1}">${note}</li>`);
    return items.length === 0 ? this.#body : `${this.#body}<ol>${items.join('')}</ol>`;
  }
}

/** Counts of what is left out, in words. */
export function omissionsOf(left: ReadonlyMap<readonly [one: string, more: string], number>): string[] {
  return [...left].map(([[one, more], count]) => `${count} ${count === 1 ? one : more}`);
}
