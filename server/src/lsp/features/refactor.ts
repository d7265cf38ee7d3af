import { idOfName, type Operation } from '../../core/codebook/refactor/index.js';
import { type CodebookOperation, requests } from '../../protocol.js';
import { onCustom } from '../custom.js';
import { InvalidParams } from '../fence.js';
import { refactor } from '../refactoring.js';
import type { Feature } from '../server.js';
import { type Split, splitCode, splitPassages } from '../splitting.js';

/** Operations on the codebook, each worked out as one edit of the whole study. */
export const refactoring: Feature = {
  register(server) {
    const { workspace } = server;
    onCustom(server, requests.refactor, async ({ study, operation }, token) => {
      const live = await workspace.study(study, token);
      const known = operationOf(operation);
      return known.kind === 'split' ? splitCode(live, known, token) : refactor(live, known, token);
    });
    onCustom(server, requests.newCodeId, async ({ study, name }, token) => {
      if (typeof name !== 'string') throw new InvalidParams('A name is missing.');
      return idOfName((await workspace.study(study, token)).study, name);
    });
    onCustom(server, requests.splitPassages, async ({ study, code }, token) => {
      if (typeof code !== 'string') throw new InvalidParams('A code is missing.');
      return splitPassages(await workspace.study(study, token), code, token);
    });
  },
};

type Check = (value: unknown) => boolean;
const text: Check = (value) => typeof value === 'string';
const texts: Check = (value) => Array.isArray(value) && value.every(text);
const textOrNull: Check = (value) => value === null || text(value);
const maybe =
  (check: Check): Check =>
  (value) =>
    value === undefined || check(value);

const all =
  (members: Readonly<Record<string, Check>>): Check =>
  (value) =>
    Array.isArray(value) &&
    value.every((each) =>
      Object.entries(members).every(([key, check]) => check((Object(each) as Record<string, unknown>)[key])),
    );

/** What each operation must bring along: a client may be of another version, or another program. */
const SHAPES: Readonly<Record<CodebookOperation['kind'], Readonly<Record<string, Check>>>> = {
  create: { name: text, id: maybe(text), parent: maybe(textOrNull), brief: maybe(text), after: maybe(text) },
  rename: { code: text, to: text, keepAlias: (value) => typeof value === 'boolean', name: maybe(text) },
  merge: { codes: texts, into: text },
  move: { codes: texts, parent: textOrNull, before: maybe(text) },
  recolor: { code: text, color: textOrNull },
  retire: { code: text, replacedBy: textOrNull },
  setName: { code: text, name: text },
  setField: { code: text, field: text, value: (value) => textOrNull(value) || typeof value === 'boolean' },
  delete: { codes: texts },
  split: {
    code: text,
    into: all({ id: text, name: maybe(text) }),
    choices: all({ uri: text, stamp: text, codes: texts }),
  },
};

function operationOf(
  operation: CodebookOperation | undefined,
): Exclude<Operation, { kind: 'split' }> | Split {
  const given = Object(operation) as Record<string, unknown>;
  const kind = given['kind'];
  if (typeof kind !== 'string' || !Object.hasOwn(SHAPES, kind)) {
    throw new InvalidParams('The operation on the codebook is missing or not known.');
  }
  for (const [member, check] of Object.entries(SHAPES[kind as CodebookOperation['kind']])) {
    if (!check(given[member]))
      throw new InvalidParams(`“${member}” of the operation “${kind}” is missing or malformed.`);
  }
  return given as unknown as Exclude<Operation, { kind: 'split' }> | Split;
}
