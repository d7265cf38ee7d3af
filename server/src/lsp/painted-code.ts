import { colorOf } from '../core/codebook/colors.js';
import type { Study } from '../core/study/types.js';
import type { PaintedCode } from '../protocol.js';
import { codeIdOf } from './uses.js';

/** A code as it is painted, by its id or an alias. */
export function paintedCode(study: Study, written: string): PaintedCode {
  const { codebook } = study;
  const id = codeIdOf(study, written);
  return {
    id,
    name: codebook.codes.get(id)?.name ?? id,
    color: colorOf(codebook, id),
    family: familyOf(study, id),
  };
}

function familyOf({ codebook }: Study, id: string): string {
  let family = id;
  // The codebook's tree has no circles: a code is defined at one place.
  for (let up = codebook.codes.get(id)?.parent; up !== undefined; up = codebook.codes.get(up)?.parent)
    family = up;
  return family;
}
