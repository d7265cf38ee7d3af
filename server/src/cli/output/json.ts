/** A value as JSON for programs that people read over the shoulder of: indented, with an end of line. */
export function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
