import type { Command } from 'commander';
import { spreadJson } from '../../core/spread/index.js';
import { FINE } from '../failure.js';
import type { Io } from '../io.js';
import { json } from '../output/json.js';
import { openReadable } from '../study.js';
import { addColumns, specOf } from './compare.js';
import { addExport, type ExportOptions, REPORT_FORMATS, writeReport } from './export.js';
import { addFilter, orFail, textsAndHistory } from './filter.js';
import { addCountOptions, type CountOptions } from './options.js';

/** `qualdown spread`: what the figures of a comparison rest on. */
export function spreadCommand(program: Command, io: Io, done: (code: number) => void): void {
  const command = program
    .command('spread')
    .description('Tell how the figures of a comparison are distributed over documents and participants.');
  addExport(addFilter(addCountOptions(addColumns(command), 'only documents so', REPORT_FORMATS)));
  command.action(async (options: CountOptions & ExportOptions) => {
    const loaded = await openReadable(io, options);
    const spec = { ...specOf(options), kind: 'spread' } as const;
    await writeReport(io, loaded, spec, options, {
      json: async () => json(orFail(await spreadJson(loaded.study, spec, await textsAndHistory(loaded)))),
    });
    done(FINE);
  });
}
