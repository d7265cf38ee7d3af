// Reports as text: csv, tsv, md, json.
import assert from 'node:assert/strict';
import Papa from 'papaparse';
import { commandOf } from '../../server/src/core/report/command.js';
import { provenanceLines } from '../../server/src/core/report/provenance.js';
import { aboutReport, reportText } from '../../server/src/core/report/text.js';
import type { AnalysisSpec } from '../../server/src/core/report/spec.js';
import { madeProvenance, madeReport } from './report-made.js';

describe('a report as text', () => {
  const report = madeReport();
  const [sheet] = report.sheets;

  it('is one record a row in CSV, one field a figure, values as they are', () => {
    const { data } = Papa.parse<Record<string, unknown>>(reportText(report, madeProvenance, 'csv').trim(), {
      header: true,
      dynamicTyping: true,
    });
    assert.deepEqual(data[1], {
      Code: 'Buffering',
      'Code id': 'buffering',
      'Alder: documents': 1,
      'Alder: of documents': 3,
      'Alder: share of counted words': 1 / 3,
      'Alder: note': 'rests on one document',
      'Tilden: documents': 2,
      'Tilden: of documents': 2,
      'Tilden: share of counted words': null,
    });
    assert.equal(data.length, 3);
  });

  it('is one table still where there are several sheets', () => {
    const two = madeReport({ sheets: [sheet!, { ...sheet!, title: 'Again', stub: 'Document' }] });
    const { data, meta } = Papa.parse<Record<string, unknown>>(
      reportText(two, madeProvenance, 'csv').trim(),
      {
        header: true,
      },
    );
    assert.deepEqual(meta.fields?.slice(0, 3), ['Table', 'Row', 'Row id']);
    assert.deepEqual(
      data.map(({ Table: table }) => table),
      [...Array<string>(3).fill('Codes by district'), ...Array<string>(3).fill('Again')],
    );
  });

  it('has the same in TSV, and a byte order mark on request', () => {
    const text = reportText(report, madeProvenance, 'tsv', true);
    assert.ok(text.startsWith('\uFEFFCode\tCode id\tAlder: documents\t'));
    assert.ok(!reportText(report, madeProvenance, 'csv').startsWith('\uFEFF'));
  });

  /** What a spreadsheet would find in a cell whose text is `text`. */
  function check(text: string, expected: string): void {
    const row = { ...sheet!.rows[0]!, key: text, name: text };
    for (const [format, delimiter] of [
      ['csv', ','],
      ['tsv', '\t'],
    ] as const) {
      const written = reportText(
        madeReport({ sheets: [{ ...sheet!, rows: [row] }] }),
        madeProvenance,
        format,
      );
      const { data } = Papa.parse<string[]>(written.trim(), { delimiter });
      assert.equal(data[1]![0], expected, format);
    }
  }
  it('runs no formula in a spreadsheet', () => {
    check('=HYPERLINK("http://x")', `'=HYPERLINK("http://x")`);
    check('=1+1\nmore', `'=1+1\nmore`);
    check('+1', `'+1`);
    check('-1', `'-1`);
    check('@SUM(A1)', `'@SUM(A1)`);
    check('\tx', `'\tx`);
    check('\rx', `'\rx`);
    check('\n=1', `'\n=1`);
    check('a=b', 'a=b');
    check('a,"b"\tc', 'a,"b"\tc');
  });

  it('keeps negative numbers numbers', () => {
    const rows = [
      { ...sheet!.rows[0]!, cells: [{ values: [-2, -0.5], of: [3, null], texts: ['-2', '-0.5'] }] },
    ];
    const text = reportText(madeReport({ sheets: [{ ...sheet!, rows }] }), madeProvenance, 'csv');
    assert.match(text, /loose-coupling,-2,3,-0\.5/);
  });

  it('says everything in Markdown, and how it was made', () => {
    const text = reportText(report, madeProvenance, 'md');
    for (const part of [
      '# Codes by district',
      'Documents of 5 that carry each of 3 codes',
      '> **Warning.** 1 document is not yet coded',
      '| Code | Alder | Tilden |',
      '| &emsp;Buffering | 1/3 · 33.3% (rests on one document) | 2/2 · – |',
      '- Share: part of the counted words',
      '- Commit: `0123456789abcdef0123456789abcdef01234567`',
      '- Made again by: `qualdown compare --by district`',
    ]) {
      assert.ok(text.includes(part), `${part}\n---\n${text}`);
    }
  });

  it('keeps its table whole whatever names hold', () => {
    const row = { ...sheet!.rows[0]!, name: 'a|b *c*\nd `e` <f>' };
    const text = reportText(madeReport({ sheets: [{ ...sheet!, rows: [row] }] }), madeProvenance, 'md');
    assert.ok(text.includes('| **a\\|b \\*c\\* d \\`e\\` \\<f>** | 3/3 · 12.5% |'), text);
  });

  it('is told apart from its table in a text beside it', () => {
    const about = aboutReport(report, madeProvenance);
    for (const part of [
      report.sentence,
      `Warning: ${report.warnings[0]!}`,
      'Date of the data: 2026-03-04T10',
    ])
      assert.ok(about.includes(part), about);
  });

  it('says so where no commit has what was counted', () => {
    const state = { content: 'ab'.repeat(32), since: '01'.repeat(20), changed: 1 };
    const line = (of: typeof state | { content: string }) =>
      provenanceLines({ ...madeProvenance, state: of }).map(([name, value]) => `${name}: ${value}`)[1];
    assert.equal(
      line(state),
      `Content (SHA-256): ${state.content}: 1 file differs from commit ${state.since}`,
    );
    assert.equal(
      line({ content: state.content }),
      `Content (SHA-256): ${state.content}: the study is in no commit that can be named`,
    );
  });
});

describe('the command line that makes a report again', () => {
  function check(spec: AnalysisSpec, expected: string): void {
    assert.equal(commandOf(spec), expected);
  }
  it('states what the analysis was asked', () => {
    check({}, 'qualdown compare');
    check(
      { by: ['district', 'wave'], codes: ['a', 'b'], rollup: true, measure: 'share' },
      'qualdown compare --by district --by wave --codes a,b --rollup --measure share',
    );
    check(
      { kind: 'contrast', seed: 7, filter: { where: ['district=Port Hallam'], coder: "O'Neil" } },
      `qualdown contrast --seed 7 --where 'district=Port Hallam' --coder 'O'\\''Neil'`,
    );
    check(
      { filter: { query: 'a and not b', documents: ['alder/*.md'] } },
      `qualdown compare --documents 'alder/*.md' --query 'a and not b'`,
    );
  });
});
