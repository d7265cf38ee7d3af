import { pickCode } from '../coding/codePick.js';
import type { Parts } from '../parts.js';
import type { Studies } from '../studies.js';
import { openPassage, PassagesView, type PassageQuery } from './passagesView.js';

/** The passages of codes. */
export function registerPassages({ context, server, studies, command }: Parts): PassagesView {
  const view = new PassagesView(server, studies);
  context.subscriptions.push(view);
  command('showPassages', async (query?: PassageQuery) => {
    const asked = query ?? (await askQuery(studies));
    if (asked) await view.show(asked);
  });
  command('openPassage', openPassage);
  return view;
}

async function askQuery(studies: Studies): Promise<PassageQuery | undefined> {
  const study = await studies.choose();
  const code = study && (await pickCode(studies, study));
  return code === undefined ? undefined : { study: study!.uri, code };
}
