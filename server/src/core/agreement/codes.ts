import type { Codebook } from '../codebook/types.js';
import type { AgreementSpec } from './types.js';

/** Which codes are compared, and as what a code that is written counts. */
export interface CodeView {
  /** The compared codes that a code stands for, as written: by its id, with those above it when rolled up. */
  of(written: string): readonly string[];
  /** The compared codes, of those that are used or asked for: in the codebook's order, then the unknown ones. */
  listed(used: ReadonlySet<string>): readonly string[];
  unknown(code: string): boolean;
  /** With a domain: its children, which exclude each other. */
  readonly domain?: readonly string[];
}

/** The codebook as it is now holds for all sides: ids that were renamed since resolve by their aliases. */
export function codeView(
  codebook: Codebook,
  spec: Pick<AgreementSpec, 'codes' | 'rollup' | 'domain'>,
): CodeView | { readonly problem: string } {
  const idOf = (code: string): string => codebook.resolve(code)?.id ?? code;
  const upwards = (id: string): string[] => {
    const parent = codebook.codes.get(id)?.parent;
    return parent === undefined ? [id] : [id, ...upwards(parent)];
  };
  const listed = (used: ReadonlySet<string>): string[] => [
    ...[...codebook.codes.keys()].filter((id) => used.has(id)),
    ...[...used].filter((id) => !codebook.codes.has(id)).sort(),
  ];
  const unknown = (code: string): boolean => !codebook.codes.has(code);
  const ways = memoised((written: string) => (spec.rollup ? upwards(idOf(written)) : [idOf(written)]));
  if (spec.domain !== undefined) {
    const root = codebook.resolve(spec.domain)?.id;
    if (root === undefined) return { problem: `No code of the codebook is called “${spec.domain}”.` };
    const children = [...codebook.codes.values()].filter(({ parent }) => parent === root).map(({ id }) => id);
    if (children.length < 2)
      return {
        problem: `“${root}” is no domain: it has ${children.length === 0 ? 'no codes' : 'one code'} below it. A domain has two or more that exclude each other.`,
      };
    const child = memoised((written: string) => upwards(idOf(written)).filter((id) => children.includes(id)));
    return { of: child, listed: () => children, unknown, domain: children };
  }
  if (!spec.codes) return { of: ways, listed, unknown };
  const asked = new Set(spec.codes.map(idOf));
  const chosen = memoised((written: string) => ways(written).filter((id) => asked.has(id)));
  return { of: chosen, listed: () => listed(asked), unknown };
}

function memoised<T>(of: (key: string) => T): (key: string) => T {
  const known = new Map<string, T>();
  return (key) => {
    let value = known.get(key);
    if (value === undefined) known.set(key, (value = of(key)));
    return value;
  };
}
