import { join } from 'node:path';
import { refreshLauncher, setUpGit, undoGitSetup } from '../../git/setup.js';
import { requests } from '../../protocol.js';
import { onCustom } from '../custom.js';
import { InvalidParams } from '../fence.js';
import type { Feature } from '../server.js';

/** The folder of the bundle, where the command line lies too. */
declare const __dirname: string;

const UNTRUSTED = 'Git runs only in folders you trust. Trust this folder first (“Manage Workspace Trust”).';

/** Lets git merge a study by the driver that the command line has: `qualdown git setup`. */
export const gitSetup: Feature = {
  register(server) {
    onCustom(server, requests.gitSetup, async ({ study, action }, token) => {
      if (!server.trusted()) return { refused: UNTRUSTED };
      const live = await server.workspace.study(study, token);
      const runner = { node: process.execPath, cli: join(__dirname, 'cli.cjs') };
      switch (action) {
        case 'setup': {
          const { config } = await live.whole(token);
          return told(await setUpGit(live.root, config, runner));
        }
        case 'undo':
          return told(await undoGitSetup(live.root));
        case 'refresh':
          await refreshLauncher(live.root, runner);
          return { done: [] };
        default:
          throw new InvalidParams('An action is setup, undo or refresh.');
      }
    });
  },
};

function told(
  outcome: { readonly done: readonly string[] } | { readonly refused: string },
): { done: string[] } | { refused: string } {
  return 'refused' in outcome ? outcome : { done: [...outcome.done] };
}
