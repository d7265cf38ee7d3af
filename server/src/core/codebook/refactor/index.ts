import { create } from './create.js';
import { retire, setField } from './fields.js';
import { merge } from './merge.js';
import { move } from './move.js';
import { remove } from './remove.js';
import { rename } from './rename.js';
import { split } from './split.js';
import type { Ground, Operation, PlanResult } from './types.js';

export { idOfName } from './ids.js';
export { recode, type Recoded } from './recode.js';
export type { Ground, NewCode, Operation, Plan, PlanResult, Recoding, Uses } from './types.js';

/** Works out an operation on a codebook: edits of its text, and what the codes of passages become. */
export function planOperation(ground: Ground, operation: Operation): PlanResult {
  switch (operation.kind) {
    case 'create':
      return create(ground, operation);
    case 'rename':
      return rename(ground, operation);
    case 'merge':
      return merge(ground, operation);
    case 'move':
      return move(ground, operation);
    case 'recolor':
      return setField(ground, {
        kind: 'setField',
        code: operation.code,
        field: 'color',
        value: operation.color,
      });
    case 'retire':
      return retire(ground, operation);
    case 'setName':
      return setField(ground, {
        kind: 'setField',
        code: operation.code,
        field: 'name',
        value: operation.name,
      });
    case 'setField':
      return setField(ground, operation);
    case 'delete':
      return remove(ground, operation);
    case 'split':
      return split(ground, operation);
  }
}
