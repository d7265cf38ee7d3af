import type { Study } from '../../core/study/types.js';
import { segmentsOf } from '../../core/segments.js';
import { type Palette, requests } from '../../protocol.js';
import { onCustom } from '../custom.js';
import { paintedCode } from '../painted-code.js';
import type { Feature } from '../server.js';

/** What the editor asks for to show documents beside their text: a preview's colours, the coders to choose from. */
export const palette: Feature = {
  register(server) {
    const { workspace } = server;
    onCustom(server, requests.palette, async ({ study }, token) =>
      paletteOf((await workspace.study(study, token)).study),
    );
    onCustom(server, requests.isDocument, async ({ uri }, token) => {
      const page = await workspace.document(uri === undefined ? undefined : { uri }, token);
      return page !== undefined;
    });
    onCustom(server, requests.coders, async ({ study }, token) =>
      codersOf(await (await workspace.study(study, token)).whole(token)),
    );
  },
};

function paletteOf(study: Study): Palette {
  const written = Array.from(study.codebook.codes.values()).flatMap(({ id, aliases }) => [...aliases, id]);
  return {
    codes: Object.fromEntries(written.map((id) => [id, paintedCode(study, id)])),
    ignoreClasses: [...study.config.ignoreClasses],
  };
}

function codersOf({ documents, context }: Study): string[] {
  const coders = new Set<number>();
  for (const document of documents.values())
    for (const coder of segmentsOf(document).coder) coders.add(coder);
  coders.delete(-1);
  return Array.from(coders, (coder) => context.names.name(coder)).sort((a, b) => a.localeCompare(b));
}
