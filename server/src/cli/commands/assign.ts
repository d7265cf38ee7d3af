import { relative, resolve } from 'node:path';
import { type Command, InvalidArgumentError } from 'commander';
import { SECOND_CODER, writeAssignment } from '../../assign/write.js';
import { planAssignment } from '../../core/assign/plan.js';
import { count } from '../../core/compare/phrases.js';
import { conditionText } from '../../core/filter/condition.js';
import { FINE } from '../failure.js';
import type { Io } from '../io.js';
import { json } from '../output/json.js';
import { warningLines, widthOf } from '../output/lines.js';
import { styleFor } from '../output/style.js';
import { right, tableLines } from '../output/table.js';
import { openReadable, STUDY_OPTION } from '../study.js';
import { addWhere, filteredBy, orFail, textsOf } from './filter.js';
import { addBy, addFormats, type CountOptions } from './options.js';

interface AssignOptions extends CountOptions {
  readonly by?: readonly string[];
  readonly share?: number;
  readonly count?: number;
  readonly seed: number;
  readonly for?: string;
  readonly out?: string;
}

/** `qualdown assign`: a sample of documents for a second coder, without the codings of the first. */
export function assignCommand(program: Command, io: Io, done: (code: number) => void): void {
  const command = program
    .command('assign')
    .description('Draw documents for double coding, and copy them without their codings. Replaces nothing.')
    .option('--by <attributes>', 'draw within each value: district, or district,wave', addBy)
    .option('--share <part>', 'how many of the documents, as a part of 1 (default: 0.2)', partOfOne)
    .option('--count <number>', 'how many documents, instead of --share', wholeNumber)
    .option('--seed <number>', 'where the random numbers begin', wholeNumber, 1)
    .option('--for <name>', 'who is to code: stated in the front matter of the copies')
    .option('--out <folder>', `where the copies go (default: ${SECOND_CODER} in the study)`)
    .option(...STUDY_OPTION);
  addWhere(command, 'draw only from documents with this value');
  addFormats(command, ['table', 'json']).action(async (options: AssignOptions) => {
    const loaded = await openReadable(io, options);
    const { by = [], share, count: size, seed, for: coder } = options;
    const spec = {
      ...{ by, seed },
      ...(share !== undefined && { share }),
      ...(size !== undefined && { count: size }),
      ...(coder !== undefined && { coder }),
      ...(options.where && { where: options.where.map(conditionText) }),
    };
    const plan = orFail(
      await planAssignment(loaded.study, await filteredBy(loaded, options), textsOf(loaded), spec),
    );
    const folder =
      options.out === undefined ? resolve(loaded.root, SECOND_CODER) : resolve(io.cwd, options.out);
    const { written, kept } = orFail(writeAssignment(loaded, plan, folder));
    const { strata, documents, warnings } = plan;
    const shown = relative(io.cwd, folder) || '.';
    if (options.format === 'json') {
      io.stdout.write(json({ folder: shown, ...spec, documents, strata, written, kept, warnings }));
    } else {
      const style = styleFor(io.stdout, io);
      const lines = [
        ...warningLines(warnings, widthOf(io), style),
        ...tableLines([
          ['', ...['documents', 'drawn'].map((head) => right(style.dim(head)))],
          ...strata.map(({ label, size: of, drawn }) => [
            label || 'all',
            right(String(of)),
            right(String(drawn.length)),
          ]),
        ]),
        '',
        ...written.map((file) => `wrote ${file}`),
        ...kept.map((file) => `kept  ${file} (it exists already)`),
        '',
        `${count(plan.copies.length, 'copy').replace('copys', 'copies')} in ${shown}, drawn with seed ${seed}. Open this folder alone to code unseen; “qualdown agree” compares later.`,
      ];
      io.stdout.write(`${lines.join('\n')}\n`);
    }
    done(FINE);
  });
}

function wholeNumber(text: string): number {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError('Write a whole number.');
  return Number(text);
}

function partOfOne(text: string): number {
  const part = Number(text);
  if (text.trim() === '' || !(part > 0 && part <= 1))
    throw new InvalidArgumentError('Write a part of 1: 0.2 for a fifth.');
  return part;
}
