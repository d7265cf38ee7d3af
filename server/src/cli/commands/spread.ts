import type { Command } from 'commander';
import { analyse } from '../../core/report/analyse.js';
import { reportText } from '../../core/report/text.js';
import { spreadJson } from '../../core/spread/index.js';
import { provenanceOf } from '../../report/provenance.js';
import { FINE } from '../failure.js';
import type { Io } from '../io.js';
import { json } from '../output/json.js';
import { reportTable } from '../output/report-table.js';
import { version } from '../../version.js';
import { openReadable } from '../study.js';
import { addColumns, specOf } from './compare.js';
import { addFilter, orFail, textsOf } from './filter.js';
import { addCountOptions, type CountOptions } from './options.js';

/** `qualdown spread`: what the figures of a comparison rest on. */
export function spreadCommand(program: Command, io: Io, done: (code: number) => void): void {
  const command = program
    .command('spread')
    .description('Tell how the figures of a comparison are distributed over documents and participants.');
  addFilter(addCountOptions(addColumns(command), 'only documents so', ['table', 'json', 'csv', 'md']));
  command.action(async (options: CountOptions) => {
    const loaded = await openReadable(io, options);
    const { study } = loaded;
    const spec = { ...specOf(options), kind: 'spread' } as const;
    const texts = textsOf(loaded);
    if (options.format === 'json') io.stdout.write(json(orFail(await spreadJson(study, spec, texts))));
    else {
      const report = orFail(await analyse(study, spec, texts));
      io.stdout.write(
        options.format === 'table'
          ? reportTable(io, report)
          : reportText(
              report,
              await provenanceOf(loaded, spec, version, { git: true }),
              options.format as 'csv' | 'md',
            ),
      );
    }
    done(FINE);
  });
}
