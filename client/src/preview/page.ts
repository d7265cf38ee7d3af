import { Names } from '../../../server/src/core/names.js';
import { readAttributes } from '../../../server/src/core/scan/attributes.js';
import { scan } from '../../../server/src/core/scan/index.js';
import type { Mark } from '../../../server/src/core/scan/types.js';
import type { Look, PreviewCode } from './look.js';
import { signed, type Signed } from './signs.js';

/** A mark with what is shown of it; without codes nothing but its text is. */
export interface Shown extends Mark {
  readonly index: number;
  readonly shown: readonly PreviewCode[];
  /** Codes, coder and memo, for a tooltip. */
  readonly title: string;
  /** Whether it is the last of its fragments, behind which the names stand. */
  readonly last: boolean;
}

/** One document on its way through the preview. */
export interface Page extends Signed {
  readonly marks: readonly Shown[];
  readonly look: Look;
}

export function pageOf(source: string, look: Look): Page | undefined {
  const names = new Names();
  const read = scan(source, { names, ignoreClasses: look.ignoreClasses });
  if (read.markCount === 0) return undefined;
  const text = signed(source, read);
  if (!text) return undefined;
  const marks = Array.from({ length: read.markCount }, (_, index) => read.mark(index));
  /** Fragments carry the codes of all of them. */
  const bySeg = new Map<number, Set<number>>();
  const lastOf = new Map<number, number>();
  marks.forEach(({ seg, codes }, index) => {
    if (seg < 0 || codes.length === 0) return;
    bySeg.set(seg, new Set([...(bySeg.get(seg) ?? []), ...codes]));
    lastOf.set(seg, index);
  });
  const shown = marks.map((mark, index): Shown => {
    const ids = mark.codes.length > 0 ? (bySeg.get(mark.seg) ?? mark.codes) : [];
    const codes = Array.from(ids, (id) => look.code(names.name(id)));
    const { pairs } = readAttributes(source, mark.attributes);
    const more = pairs.filter(({ key }) => key === 'coder' || key === 'memo').map(({ value }) => value);
    const last = mark.seg < 0 || lastOf.get(mark.seg) === index;
    return {
      ...mark,
      index,
      shown: codes,
      title: [...codes.map(({ name }) => name), ...more].join(' · '),
      last,
    };
  });
  return { ...text, marks: shown, look };
}
