// Reports as files, read back by other readers than those who wrote them.
import assert from 'node:assert/strict';
import { strFromU8, unzipSync } from 'fflate';
import mammoth from 'mammoth';
import type { Report, Sheet } from '../../server/src/core/report/types.js';
import { makeFile } from '../../server/src/report/make.js';
import type { Evidence, FileFormat, FileJob } from '../../server/src/report/job.js';
import { madeProvenance, madeReport } from './report-made.js';

const evidence: Evidence[] = [
  {
    sheet: 0,
    row: 'buffering',
    column: 'Alder',
    title: 'Buffering in Alder',
    sentence: '1 of 3 documents, 1 passage.',
    documents: [
      { file: 'alder/ap1.md', passages: [{ line: 12, speaker: 'AP1', text: 'We keep the <board> away.' }] },
    ],
    without: ['alder/at1.md'],
    withoutParticipants: ['AT1'],
  },
];

function job(format: FileFormat, report: Report = madeReport(), more: Partial<FileJob> = {}): FileJob {
  return { format, report, provenance: madeProvenance, ...more };
}

/** The rows of a sheet of a workbook: numbers as numbers, texts by the table of shared strings. */
async function readSheets(
  report: Report,
): Promise<{ names: string[]; xml: string[]; rows: (string | number | null)[][][] }> {
  const files = unzipSync(await makeFile(job('xlsx', report)));
  const part = (name: string): string => strFromU8(files[name]!);
  const plain = (xml: string): string =>
    xml
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&quot;', '"')
      .replaceAll('&#39;', "'")
      .replaceAll('&amp;', '&');
  const shared = [...part('xl/sharedStrings.xml').matchAll(/<si>.*?<t[^>]*>(.*?)<\/t>.*?<\/si>/gs)].map(
    ([, text]) => plain(text!),
  );
  const names = [...part('xl/workbook.xml').matchAll(/<sheet\b[^>]*? name="([^"]*)"/g)].map(([, name]) =>
    plain(name!),
  );
  const xml = names.map((_, index) => part(`xl/worksheets/sheet${index + 1}.xml`));
  const rows = xml.map((of) =>
    [...of.matchAll(/<row\b[^>]*>(.*?)<\/row>/gs)].map(([, row]) => {
      const cells: (string | number | null)[] = [];
      for (const [, attributes, , content] of row!.matchAll(/<c\b([^>]*?)(\/>|>(.*?)<\/c>)/gs)) {
        const column = /r="([A-Z]+)/.exec(attributes!)![1]!;
        const index = Array.from(column).reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
        const value = /<v>(.*?)<\/v>/.exec(content ?? '')?.[1];
        while (cells.length < index) cells.push(null);
        cells.push(
          value === undefined ? null : /t="s"/.test(attributes!) ? shared[Number(value)]! : Number(value),
        );
      }
      return cells;
    }),
  );
  return { names, xml, rows };
}

describe('a report as a workbook', () => {
  it('has a sheet for each table and one that says how it was made', async () => {
    const { names, rows, xml } = await readSheets(madeReport());
    assert.deepEqual(names, ['Codes by district', 'How this was made']);
    assert.deepEqual(rows[0]!.slice(0, 4).map(strip), [
      [null, 'Alder', null, null, null, 'Tilden'],
      [null, '3 documents', null, null, null, '2 documents'],
      [null, '800 counted words', null, null, null, '440 counted words'],
      [
        'Code',
        ...['documents', 'of documents', 'share of counted words', 'note'],
        ...['documents', 'of documents', 'share of counted words'],
      ],
    ]);
    assert.deepEqual(strip(rows[0]!.at(-2)!), ['Buffering', 1, 3, 1 / 3, 'rests on one document', 2, 2]);
    assert.match(xml[0]!, /<pane\b[^>]*state="frozen"/);
    assert.match(xml[0]!, /ySplit="4"/);
    const about = rows[1]!.flat();
    for (const text of [
      madeReport().sentence,
      madeProvenance.command,
      'Qualdown 0.1.0',
      ...madeReport().warnings,
    ])
      assert.ok(about.includes(text), text);
  });

  it('has no formula, whatever a text begins with', async () => {
    const [sheet] = madeReport().sheets as [Sheet];
    const bad = ['=1+1', '+1', '-1', '@a', '\t=1'];
    const rows = bad.map((name) => ({ ...sheet.rows[0]!, key: name, name }));
    const { xml, rows: read } = await readSheets(madeReport({ sheets: [{ ...sheet, rows }] }));
    assert.ok(xml.every((each) => !each.includes('<f')));
    assert.deepEqual(
      read[0]!.slice(-5).map(([name]) => name),
      bad,
    );
  });

  it('gives tables names that Excel takes', async () => {
    const [sheet] = madeReport().sheets as [Sheet];
    const titles = [
      'A/B: [x]*?',
      'Very long title of a table that goes on',
      'Very long title of a table that goes by',
      '',
      'how this was MADE',
    ];
    const { names } = await readSheets(madeReport({ sheets: titles.map((title) => ({ ...sheet, title })) }));
    assert.equal(new Set(names.map((name) => name.toLowerCase())).size, titles.length + 1);
    for (const name of names) assert.match(name, /^[^[\]/\\:*?]{1,31}$/);
  });

  it('takes texts longer than a cell holds, and says that they are cut', async () => {
    const [sheet] = madeReport().sheets as [Sheet];
    const { rows } = await readSheets(
      madeReport({ sheets: [{ ...sheet, rows: [{ ...sheet.rows[0]!, name: 'x'.repeat(40_000) }] }] }),
    );
    const text = String(rows[0]!.at(-1)![0]);
    assert.equal(text.length, 32_767);
    assert.ok(text.endsWith('(cut: a cell of Excel holds no more)'));
  });
});

/** Without empty cells at the end. */
function strip(row: readonly unknown[]): unknown[] {
  const last = row.findLastIndex((value) => value !== null);
  return row.slice(0, last + 1);
}

describe('a report as a Word document', () => {
  it('has title, sentence, warnings, table, quotations and how it was made', async () => {
    const bytes = await makeFile(job('docx', madeReport(), { evidence }));
    const { value: html } = await mammoth.convertToHtml({ buffer: Buffer.from(bytes) });
    for (const part of [
      '<h1>Codes by district</h1>',
      madeReport().sentence,
      '<strong>Warning: </strong>1 document is not yet coded',
      '<h3>Buffering in Alder</h3>',
      'We keep the &lt;board&gt; away.',
      '— AP1: alder/ap1.md, line 12',
      'qualdown compare --by district',
    ])
      assert.ok(html.includes(part), `${part}\n${html}`);
    assert.match(
      html,
      /<tr><td><p>Buffering<\/p><\/td><td><p>1\/3 · 33.3%<\/p><p>rests on one document<\/p><\/td><td><p>2\/2 · –<\/p><\/td><\/tr>/,
    );
  });

  it('takes characters that XML has none for', async () => {
    const bytes = await makeFile(job('docx', madeReport({ title: 'a\u0000b\uD800c' })));
    const { value } = await mammoth.extractRawText({ buffer: Buffer.from(bytes) });
    assert.ok(value.startsWith('a\uFFFDb\uFFFDc'));
  });
});

describe('a report as a file', () => {
  for (const format of ['csv', 'tsv', 'md', 'json', 'xlsx', 'docx', 'html', 'svg'] as const) {
    it(`has the same bytes each time: ${format}`, async () => {
      const one = await makeFile(job(format, madeReport(), { evidence }));
      // Another moment, and something else made in between.
      await makeFile(job(format, madeReport({ title: 'Another' })));
      const { Date: clock } = globalThis;
      globalThis.Date = class extends clock {
        constructor(...given: unknown[]) {
          // @ts-expect-error -- as many as were given
          super(...(given.length === 0 ? [2_000_000_000_000] : given));
        }
        static override now = (): number => 2_000_000_000_000;
      } as DateConstructor;
      try {
        assert.ok(
          Buffer.from(one).equals(Buffer.from(await makeFile(job(format, madeReport(), { evidence })))),
        );
      } finally {
        globalThis.Date = clock;
      }
    });
  }
});
