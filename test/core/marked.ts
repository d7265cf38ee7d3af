/** `«…»` marks the selection of a case. */
export function marked(text: string): { text: string; range: { start: number; end: number } } {
  const start = text.indexOf('«');
  const end = text.indexOf('»') - 1;
  return { text: text.replace(/[«»]/g, ''), range: { start, end } };
}
