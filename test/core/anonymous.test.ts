// What an export without names promises: nobody's name in any part of any file, and not one figure changed by it.
import assert from 'node:assert/strict';
import { strFromU8, unzipSync } from 'fflate';
import { findComparison } from '../../server/src/core/comparisons/find.js';
import { analyse, type Texts } from '../../server/src/core/report/analyse.js';
import { aboutReport } from '../../server/src/core/report/text.js';
import type { AnalysisSpec } from '../../server/src/core/report/spec.js';
import type { Report } from '../../server/src/core/report/types.js';
import { type LoadedStudy, loadStudy } from '../../server/src/files.js';
import { exportJob } from '../../server/src/report/export.js';
import type { FileFormat, FileJob } from '../../server/src/report/job.js';
import { makeFile } from '../../server/src/report/make.js';
import { Folder } from '../lsp/harness/folder.js';

const head = (more: string): string => `---\ncoding: done\n${more}\n---\n\n`;

/** People under ids, labels, names and numbers; files called after people, a day, a number and a code. */
const FILES = {
  'qualdown.yaml': [
    'speakers: { interviewer: [Interviewer, Mendelsohn] }',
    'participants:',
    '  Orsolya: { role: principal, name: Orsolya Vass }',
    '  12: { role: teacher }',
    '  Q: { role: teacher }',
    '',
  ].join('\n'),
  'codebook.yaml':
    'codes: { trust: { name: Trust, counterpart: control }, control: { definition: "As Renata says, no." } }\n',
  'orsolya/first talk.md':
    head('district: Alder\nwave: 1\ndate: 2024-03-05\nparticipants: [Orsolya]\ntitle: Talk with O. Vass') +
    '**Mendelsohn:** [How is Orsolya?]{.control}\n\n**Orsolya:** [We are fine, says Renata, and Jose\u0301 too.]{.trust coder=zsofia} [Orsolya Vass]{.control coder=K}\n',
  'trust.md':
    head('district: Alder\nwave: 2\ndate: 2024-09-05\nparticipants: ["12", Q]') +
    '**12:** [one two]{.trust coder=zsofia stance=lacking}\n\n::: {.control}\n**Q:** [three]{.control} [four **RENATA**]{.trust}\n:::\n',
  '2024-09-06.md':
    head('district: Tilden\nwave: 2\ndate: 2024-09-06') +
    '**RENATA:** [five]{.trust}\n\n**José:** six [seven]{.control}\n',
  'notes/12.md':
    head('district: Tilden\nwave: 12') + 'A note of twelve words, [some of them]{.trust} about trust.\n',
  'matrices/what.yaml': 'cells: { Alder: { trust: Renata and Orsolya Vass agree. } }\n',
  'comparisons/o.yaml':
    'name: Orsolya and the others\nby: participant\nfilter: { documents: ["{orsolya,notes}/*"] }\n',
};
const NAMES = /orsolya|vass\b|renata|mendelsohn|zsofia|jos(é|e\u0301)|first talk/i;
const KINDS = [
  'crosstab',
  'spread',
  'contrast',
  'reciprocity',
  'stability',
  'cooccurrence',
  'matrix',
  'saturation',
] as const;

describe('a file without names', () => {
  let loaded: LoadedStudy;
  let texts: Texts;
  before(async () => {
    const { root } = await Folder.of(FILES);
    loaded = await loadStudy(root);
    texts = {
      async of({ file }) {
        const read = await loaded.files.read(file);
        return 'reason' in read ? undefined : read.text;
      },
    };
  });

  async function reportOf(spec: AnalysisSpec): Promise<Report> {
    const report = await analyse(loaded.study, spec, texts);
    if ('problem' in report) throw new Error(report.problem);
    return report;
  }
  async function jobOf(format: FileFormat, spec: AnalysisSpec, title?: string): Promise<FileJob> {
    const made = await reportOf(spec);
    const report = title === undefined ? made : { ...made, title };
    const options = { format, anonymous: true, quotations: true, git: false };
    return exportJob(loaded, spec, report, texts, options);
  }
  async function check(format: FileFormat, spec: AnalysisSpec, title?: string): Promise<string> {
    const job = await jobOf(format, spec, title);
    const bytes = await makeFile(job);
    const zipped = format === 'xlsx' || format === 'docx';
    const file = zipped
      ? Object.entries(unzipSync(bytes))
          .map(([name, part]) => `${name}\n${strFromU8(part)}`)
          .join('\n')
      : strFromU8(bytes);
    // What the command line puts beside a table.
    const text = `${file}\n${aboutReport(job.report, job.provenance)}`;
    const found = NAMES.exec(text);
    const leaked = found && text.slice(Math.max(0, found.index - 80), found.index + 40);
    assert.equal(leaked, null, `${format} of ${JSON.stringify(spec)}`);
    return text;
  }

  it('holds none in any format', async () => {
    for (const format of ['csv', 'tsv', 'md', 'json', 'html', 'xlsx', 'docx', 'svg'] as const) {
      await check(format, { by: ['participant'] });
      await check(format, { kind: 'spread' });
      if (format !== 'svg') await check(format, { kind: 'matrix', passages: true });
    }
  });

  it('holds none in any analysis', async () => {
    const specs: AnalysisSpec[] = [
      ...KINDS.map((kind) => ({ kind })),
      ...(['case', 'document', 'participant'] as const).map((unit) => ({ kind: 'matrix' as const, unit })),
      { by: ['coder'] },
      { by: ['speaker'], filter: { speaker: ['RENATA', 'José'] } },
      { filter: { documents: ['orsolya/*'], coder: 'zsofia' } },
    ];
    for (const spec of specs) await check('html', spec);
    const saved = findComparison(loaded.study, 'Orsolya and the others');
    assert.ok(!('problem' in saved));
    await check('md', saved.spec, `${saved.name}: Codes`);
  });

  it('has numbers for people, the same everywhere, and leaves other words alone', async () => {
    const html = await check('html', { by: ['participant'] });
    assert.match(html, /counted together: Coder \d, Coder \d and unsigned/);
    assert.match(html, /<blockquote>We are fine, says Speaker \d, and Speaker \d too/, 'in what is said');
    assert.match(html, /<span class="name">Person 2<\/span>/, 'a participant who is a number');
    assert.match(html, /<span class="name">Person 3<\/span>/, 'one who is a letter');
    assert.doesNotMatch(html, /(\*\*|· |, |>)(12|Q)(<|:|\*)/, 'neither in heads nor before what they say');
    assert.match(html, /Trust <code>trust<\/code>/, 'a code keeps its name, though a document has it too');
  });

  it('has the figures that the file with names has, and the same other values', async () => {
    for (const spec of [...KINDS.map((kind) => ({ kind })), { by: ['wave'] }]) {
      const plain = await reportOf(spec);
      const { report } = await jobOf('json', spec);
      assert.deepEqual(figuresOf(report), figuresOf(plain), JSON.stringify(spec));
      for (const [at, { columns }] of report.sheets.entries())
        assert.deepEqual(
          columns.map(({ name, lines }) => [name, lines]),
          plain.sheets[at]!.columns.map(({ name, lines }) => [name, lines]),
        );
    }
  });
});

/** Of each cell the figures that are numbers, with their texts. */
function figuresOf({ sheets }: Report) {
  return sheets.map(({ rows, columns }) =>
    rows.map(({ cells }) =>
      cells.map(({ values, of, texts }, at) =>
        columns[at]!.figures.flatMap(({ format }, figure) =>
          format === 'text' ? [] : [[values[figure], of?.[figure], texts[figure]]],
        ),
      ),
    ),
  );
}
