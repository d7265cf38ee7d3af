/** What XML 1.0 has no way to write, not even as a reference: most control characters, halves of a character. */
// eslint-disable-next-line no-control-regex -- these are what is meant
const UNWRITABLE = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|\p{Surrogate}/gu;
const REFERENCES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  // Readers make a space of these in an attribute, and a line feed of a carriage return anywhere.
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
};

type Attribute = string | number | boolean | undefined;
export type Attributes = Readonly<Record<string, Attribute>>;

/** An element with text in it, or with nothing. */
export function element(name: string, attributes: Attributes = {}, text = ''): string {
  return text === ''
    ? `<${name}${inTag(attributes)}/>`
    : `${open(name, attributes)}${inText(text)}</${name}>`;
}

/** An element around others; nothing where there are none. */
export function wrapped(name: string, inside: readonly string[], attributes: Attributes = {}): string {
  return inside.length === 0 ? '' : `${open(name, attributes)}\n${inside.join('\n')}\n</${name}>`;
}

/** An element around whatever there is. */
export function around(name: string, attributes: Attributes, inside: readonly string[]): string {
  const held = inside.filter((each) => each !== '');
  return held.length === 0 ? element(name, attributes) : wrapped(name, held, attributes);
}

export function open(name: string, attributes: Attributes = {}): string {
  return `<${name}${inTag(attributes)}>`;
}

function inTag(attributes: Attributes): string {
  return Object.entries(attributes)
    .map(([name, value]) => (value === undefined ? '' : ` ${name}="${inAttribute(String(value))}"`))
    .join('');
}

function inAttribute(text: string): string {
  return writable(text).replace(/[&<>"\t\n\r]/g, (sign) => REFERENCES[sign]!);
}

function inText(text: string): string {
  return writable(text).replace(/[&<>\r]/g, (sign) => REFERENCES[sign]!);
}

function writable(text: string): string {
  return text.replace(UNWRITABLE, '\uFFFD');
}
