import { setImmediate } from 'node:timers/promises';
import type { CancellationToken } from 'vscode-languageserver/node';
import { alive } from './fence.js';
import type { LiveStudy, Page } from './live.js';

/** So long may one work keep the server from everything else, in milliseconds. */
const SLICE = 20;

/** To be called in long loops: lets other messages in, cancellations among them, when it is time. */
export function breather(): () => Promise<void> {
  let pause = performance.now() + SLICE;
  return async () => {
    if (performance.now() < pause) return;
    await setImmediate();
    pause = performance.now() + SLICE;
  };
}

/** The pages of files, one at a time, so that no more than one text is held. Leaves out what cannot be read. */
export async function* pagesOf(
  live: LiveStudy,
  files: Iterable<string>,
  token: CancellationToken,
): AsyncGenerator<Page, void, undefined> {
  const breathe = breather();
  for (const file of files) {
    await alive(breathe(), token);
    const page = await alive(live.page(file), token);
    if (page) yield page;
  }
}
