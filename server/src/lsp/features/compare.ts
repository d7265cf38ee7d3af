import { compare, type CompareOptions } from '../../core/compare.js';
import { comparisonMarkdown } from '../../core/compare/markdown.js';
import { requests } from '../../protocol.js';
import { onCustom } from '../custom.js';
import type { Feature } from '../server.js';

/** The comparison of cases, as `qualdown compare` makes it. */
export const comparison: Feature = {
  register(server) {
    onCustom(server, requests.compare, async ({ study, by, codes, rollup }, token) => {
      const live = await server.workspace.study(study, token);
      const options: CompareOptions = {
        ...(typeof by === 'string' && { by }),
        ...(Array.isArray(codes) && { codes: codes.filter((code) => typeof code === 'string') }),
        rollup: rollup === true,
      };
      const table = compare(await live.whole(token), options);
      return { table, markdown: comparisonMarkdown(table, live.study.codebook) };
    });
  },
};
