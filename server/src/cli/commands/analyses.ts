import { type Command, InvalidArgumentError, Option } from 'commander';
import { contrastJson } from '../../core/contrast/json.js';
import { cooccurrenceJson } from '../../core/cooccurrence/json.js';
import { reciprocityJson } from '../../core/reciprocity/json.js';
import type { Impossible, Texts } from '../../core/report/analyse.js';
import type { AnalysisSpec } from '../../core/report/spec.js';
import type { AnalysisKind } from '../../core/report/types.js';
import { saturationJson } from '../../core/saturation/json.js';
import { stabilityJson } from '../../core/stability/json.js';
import type { Study } from '../../core/study/types.js';
import { FINE } from '../failure.js';
import type { Io } from '../io.js';
import { json } from '../output/json.js';
import { openReadable } from '../study.js';
import { addColumns, specOf } from './compare.js';
import { addExport, type ExportOptions, REPORT_FORMATS, writeReport } from './export.js';
import { addFilter, orFail, textsAndHistory } from './filter.js';
import { addCountOptions, type CountOptions } from './options.js';

type Asked = CountOptions &
  ExportOptions &
  Pick<AnalysisSpec, 'within' | 'over' | 'level' | 'tests' | 'p' | 'seed' | 'resamples'>;
type Json = (study: Study, spec: AnalysisSpec, texts: Texts) => Promise<object | Impossible>;

interface Analysis {
  readonly name: string;
  readonly kind: AnalysisKind;
  readonly description: string;
  readonly options: (command: Command) => void;
  readonly json: Json;
}

const ANALYSES: readonly Analysis[] = [
  {
    name: 'contrast',
    kind: 'contrast',
    description: 'Tell which codes set one case apart from the rest, and how sure that is.',
    options: (command) =>
      command
        .addOption(
          new Option(
            '--level <level>',
            'what is drawn again (default: participants, where there are none documents)',
          ).choices(['participant', 'document']),
        )
        .option('--tests', 'also Cramér’s V and the odds ratio')
        .option('--p', 'also the p-value of Fisher’s exact test')
        .option('--seed <number>', 'where the random numbers begin (default: 1)', wholeNumber)
        .option('--resamples <number>', 'how often units are drawn (default: 2000)', wholeNumber),
    json: contrastJson,
  },
  {
    name: 'cooccur',
    kind: 'cooccurrence',
    description: 'Count how often codes stand together.',
    options: (command) =>
      command.addOption(
        new Option('--within <unit>', 'what counts as together')
          .choices(['overlap', 'turn', 'paragraph', 'document'])
          .default('overlap'),
      ),
    json: cooccurrenceJson,
  },
  {
    name: 'saturation',
    kind: 'saturation',
    description: 'Count new codes by document, in order of date.',
    options: () => undefined,
    json: saturationJson,
  },
  {
    name: 'reciprocity',
    kind: 'reciprocity',
    description: 'Set codes against their counterparts: which side is mentioned, and whether as lacking.',
    options: () => undefined,
    json: reciprocityJson,
  },
  {
    name: 'stability',
    kind: 'stability',
    description: 'Tell what changes from wave to wave, for all and for the same participants.',
    options: (command) =>
      command.option('--over <attribute>', 'the attribute that orders time: wave, or date (default: wave)'),
    json: stabilityJson,
  },
];

/** `contrast`, `cooccur`, `saturation`, `reciprocity` and `stability`: each analysis a command. */
export function analysisCommands(program: Command, io: Io, done: (code: number) => void): void {
  for (const analysis of ANALYSES) {
    const command = program.command(analysis.name).description(analysis.description);
    addColumns(command);
    analysis.options(command);
    addFilter(addCountOptions(command, 'only documents so', REPORT_FORMATS));
    addExport(command);
    command.action(async (options: Asked) => {
      await run(io, analysis, options);
      done(FINE);
    });
  }
}

async function run(io: Io, { kind, json: jsonOf }: Analysis, options: Asked): Promise<void> {
  const loaded = await openReadable(io, options);
  const { within, over, level, tests, p, seed, resamples } = options;
  const asked = { within, over, level, tests, p, seed, resamples };
  const given = Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined));
  const spec: AnalysisSpec = { ...specOf(options), ...given, kind };
  await writeReport(io, loaded, spec, options, {
    json: async () => json(orFail(await jsonOf(loaded.study, spec, await textsAndHistory(loaded)))),
  });
}

function wholeNumber(text: string): number {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError('Write a whole number.');
  return Number(text);
}
