import type { CancellationToken } from 'vscode-languageserver/node';
import { Locator } from '../../agreement/locate.js';
import { sidesOf } from '../../agreement/sides.js';
import { disagreementsOf } from '../../core/agreement/disagreements.js';
import { agreementOf } from '../../core/agreement/index.js';
import type { SideInput, SidesFound } from '../../core/agreement/sides.js';
import type { AgreementSpec, Disagreement, Place, SideOfDisagreement } from '../../core/agreement/types.js';
import type { Study } from '../../core/study/types.js';
import type { LineIndex } from '../../core/text.js';
import {
  type DisagreementShown,
  type DisagreementsShown,
  requests,
  type SideShown,
  type TextRange,
} from '../../protocol.js';
import { onCustom } from '../custom.js';
import { alive, InvalidParams } from '../fence.js';
import type { LiveStudy } from '../live.js';
import type { Feature, Server } from '../server.js';

/** A comparison of many documents lets other requests in so often (ms). */
const SLICE_MS = 25;
const MOST = 200;

/** How far coders agree and where they do not, of what is open as it stands. git runs where the folder is trusted. */
export const agreement: Feature = {
  register(server) {
    onCustom(server, requests.agreement, async ({ study, spec }, token) => {
      const asked = await askedOf(server, study, spec, token);
      if ('problem' in asked) return asked;
      const made = await alive(agreementOf(asked.study, asked.found, asked.spec, pauses(token)), token);
      return 'problem' in made ? made : { agreement: made };
    });
    onCustom(server, requests.disagreements, async ({ study, spec, from = 0, limit = MOST }, token) => {
      const asked = await askedOf(server, study, spec, token);
      if ('problem' in asked) return asked;
      const made = await alive(disagreementsOf(asked.study, asked.found, asked.spec, pauses(token)), token);
      if ('problem' in made) return made;
      const locator = new Locator(asked.found.sides);
      const some = made.disagreements.slice(from, from + limit);
      const disagreements: DisagreementsShown['disagreements'] = [];
      for (const each of some)
        disagreements.push(await alive(shown(asked.live, asked.found.sides, each, locator), token));
      return { ...made, total: made.disagreements.length, disagreements };
    });
  },
};

interface Asked {
  readonly live: LiveStudy;
  readonly study: Study;
  readonly found: SidesFound;
  readonly spec: AgreementSpec;
}

async function askedOf(
  { workspace, trusted }: Server,
  uri: unknown,
  spec: unknown,
  token: CancellationToken,
): Promise<Asked | { problem: string }> {
  if (typeof spec !== 'object' || spec === null) throw new InvalidParams('What to compare is missing.');
  const live = await workspace.study(uri, token);
  const { root, files, study } = await live.counted(token);
  const found = await alive(sidesOf({ root, files, study, git: trusted() }, spec), token);
  return 'problem' in found ? found : { live, study, found, spec };
}

/** Gives way now and then, and stops what nobody waits for any more. */
function pauses(token: CancellationToken): () => Promise<void> {
  let until = performance.now() + SLICE_MS;
  return async () => {
    if (performance.now() < until) return;
    await alive(new Promise<void>((resolve) => setImmediate(resolve)), token);
    until = performance.now() + SLICE_MS;
  };
}

async function shown(
  live: LiveStudy,
  sides: readonly SideInput[],
  { sides: own, ...each }: Disagreement,
  locator: Locator,
): Promise<DisagreementShown> {
  const places: SideShown[] = [];
  for (const side of own) {
    const lines = await locator.linesOf(side);
    places.push({
      ...side,
      uri: uriOf(live, sides, side),
      range: lines && side.place && rangeOf(lines, side.place),
      marks: lines ? side.passages.map((place) => rangeOf(lines, place)) : [],
    });
  }
  return { ...each, uri: live.uriOf(each.file), sides: places };
}

function uriOf(
  live: LiveStudy,
  sides: readonly SideInput[],
  { side, file }: SideOfDisagreement,
): string | null {
  const path = file === null ? undefined : sides.find(({ info }) => info.name === side)?.diskPath?.(file);
  return path === undefined ? null : live.uriOf(path);
}

/** The protocol counts from 0. */
function rangeOf(lines: LineIndex, { start, end }: Place): TextRange {
  const at = (offset: number) => {
    const { line, column } = lines.positionAt(offset);
    return { line: line - 1, character: column - 1 };
  };
  return { start: at(start), end: at(end) };
}
