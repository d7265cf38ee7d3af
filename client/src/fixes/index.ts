import { requests, type RequestTypes } from '../../../server/src/protocol.js';
import { applyStudyOutcome } from '../edits.js';
import type { Parts } from '../parts.js';

/** What the light bulb offers for a whole study: the server works it out, here it is applied as one step. */
export function registerFixes({ server, command }: Parts): void {
  command('fixStudy', async (fix: RequestTypes[typeof requests.fixAll]['params']) =>
    applyStudyOutcome(await server.request(requests.fixAll, fix)),
  );
}
