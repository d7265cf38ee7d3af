import { parseDocument } from 'yaml';
import { Converter } from './convert.js';
import { tooDeepAt } from './depth.js';
import { faultOf } from './explain.js';
import { lineEnd } from './lines.js';
import { isHarmless, repair, withoutBlock } from './repair.js';
import type { Repair } from './repair.js';
import type { Value, Yaml, YamlFault } from './types.js';

export { MAX_DEPTH } from './depth.js';
export type { Entry, List, Mapping, Scalar, Value, Yaml, YamlFault } from './types.js';

/** Broken places taken out before giving up: more than anybody makes while typing. */
const REPAIRS = 20;

/**
 * Reads YAML 1.2 (core schema), errors included: a broken entry costs itself and what is indented below it,
 * never its neighbours. Each fault is told once, without those that only follow from it. Never throws.
 */
export function readYaml(text: string): Yaml {
  const faults: YamlFault[] = [];
  let readable = text;
  for (let repairs = 0; ; repairs++) {
    const attempt = read(text, readable);
    const { repaired } = attempt;
    if (!repaired || repaired.text === readable || repairs === REPAIRS) {
      const all = [...faults, ...attempt.faults];
      return { root: attempt.root, faults: all.sort((a, b) => a.start - b.start) };
    }
    faults.push(repaired.fault);
    readable = repaired.text;
  }
}

interface Attempt extends Yaml {
  /** What to read instead, where more could be read. */
  readonly repaired: Repair | undefined;
}

function read(text: string, readable: string): Attempt {
  const deep = tooDeepAt(readable);
  if (deep !== undefined) {
    const message = 'Entries are nested too deep here to be read.';
    const fault = { start: deep, end: lineEnd(readable, deep), message };
    return { root: undefined, faults: [fault], repaired: { text: withoutBlock(readable, deep, '#'), fault } };
  }
  const document = parseDocument(readable, { prettyErrors: false, uniqueKeys: false, logLevel: 'error' });
  const broken = document.errors.find((error) => !isHarmless(error));
  const converter = new Converter(text, document);
  const root: Value | undefined = converter.convert(document.contents);
  const faults = document.errors.slice(0, REPAIRS).map((error) => faultOf(text, error));
  const repaired = broken && repair(readable, document, broken);
  return { root, faults: [...faults, ...converter.faults], repaired };
}
