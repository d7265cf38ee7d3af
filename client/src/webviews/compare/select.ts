import { html, type TemplateResult } from 'lit';

export type Option = readonly [value: string, name: string];

/**
 * A list to choose one from, with its name before it. The browser's own: screen readers, typing ahead and zoom work,
 * and it looks as VS Code's do.
 */
export function select(
  name: string,
  options: readonly Option[],
  value: string,
  chosen: (value: string) => void,
): TemplateResult {
  const known = options.some(([one]) => one === value);
  // What is asked for and not there (any more) stands in the list, so that it is seen what was asked.
  const all = known ? options : [...options, [value, value] as const];
  return html`<label class="pick"
    ><span>${name}</span>
    <select aria-label=${name} @change=${(event: Event) => chosen((event.target as HTMLSelectElement).value)}>
      ${all.map(([one, text]) => html`<option value=${one} .selected=${one === value}>${text}</option>`)}
    </select></label
  >`;
}
