// The language server over its real protocol: a keystroke beside the cold index, and the memory it keeps.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { median, megabytes, seconds } from './measure.mjs';

const KEYSTROKES = 60;
const CODINGS = 24;

/** @param Client that of test/lsp/harness */
export async function serverRows({ study, Client, runs }) {
  const indexed = [];
  const keys = [];
  const renames = [];
  const codings = [];
  const readings = [];
  const tables = [];
  const again = [];
  let memory = 0;
  for (let run = 0; run < runs; run++) {
    const started = performance.now();
    const client = await Client.spawn();
    await client.initialize([pathToFileURL(study.folder).href]);
    const codes = await codesOf(client);
    indexed.push((performance.now() - started) / 1000);
    await holdToTruth(client, study, codes);
    memory = Math.max(memory, residentBytes(client.process.pid));
    const crosstab = await crosstabs(client, study.files[0]);
    tables.push(crosstab.first);
    again.push(crosstab.changed);
    keys.push(await keystroke(client, study.files[0]));
    const { applied, reread } = await coding(client, study.files[0]);
    codings.push(applied);
    readings.push(reread);
    renames.push(await rename(client, study, codes));
    await client.stop();
    client.connection.dispose();
  }
  const [index, key, renaming] = [median(indexed), median(keys), median(renames)];
  const [table, changed] = [median(tables), median(again)];
  const [applying, reading] = [median(codings), median(readings)];
  const allowed = study.bytes * 1.2 + 100e6;
  const at = `${study.density} marks/MB`;
  return [
    {
      what: `keystroke in ${megabytes(readFileSync(study.files[0]).length)}, ${at}`,
      measured: seconds(key),
      against: `cold index ${seconds(index)}`,
      ratio: key / index,
      budget: ['<=', 1 / 300],
    },
    {
      what: `crosstab of all codes by district, warm, ${at}`,
      measured: seconds(table),
      against: `cold index ${seconds(index)}`,
      ratio: table / index,
    },
    {
      what: `crosstab once more, one document changed, ${at}`,
      measured: seconds(changed),
      against: `the first crosstab ${seconds(table)}`,
      ratio: changed / table,
    },
    {
      what: `applying a code in ${megabytes(readFileSync(study.files[0]).length)}, ${at}`,
      measured: seconds(applying),
      against: `reading all of it again ${seconds(reading)}`,
      ratio: applying / reading,
    },
    {
      what: `renaming a code of every document, ${at}`,
      measured: seconds(renaming),
      against: `cold index ${seconds(index)}`,
      ratio: renaming / index,
      budget: ['<=', 1],
    },
    {
      what: `memory of the server, ${at}`,
      measured: megabytes(memory),
      against: `1.2 × ${megabytes(study.bytes)} + 100 MB`,
      ratio: memory / allowed,
      budget: ['<=', 1],
    },
  ];
}

/** Until the codes are answered, which is when all documents are read. */
async function codesOf(client) {
  for (;;) {
    const [study] = await client.request('qualdown/studies');
    if (study) return client.request('qualdown/codes', { study: study.uri });
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** The time is one of all documents, or of nothing. */
async function holdToTruth(client, { files }, codes) {
  const [{ complete, documents }] = await client.request('qualdown/studies');
  if (complete && documents === files.length && codes.length > 0) return;
  throw new Error(`The server answered from ${documents} of ${files.length} documents.`);
}

/**
 * Time until the table of all codes by district is here, for the first time after all documents were read; and the
 * median when a letter has been typed into one of them, which makes that document's part anew and adds up.
 */
async function crosstabs(client, file) {
  const [{ uri: study }] = await client.request('qualdown/studies');
  const timed = async () => {
    const started = performance.now();
    const { report } = await client.request('qualdown/analysis', { study, spec: { by: ['district'] } });
    if (report.sheets[0].rows.length === 0) throw new Error('The crosstab is empty.');
    return (performance.now() - started) / 1000;
  };
  const first = await timed();
  const uri = pathToFileURL(file).href;
  const text = readFileSync(file, 'utf8');
  await client.open(uri, text);
  const times = [];
  for (let version = 2; version < 12; version++) {
    void client.change(uri, version, { text: `${text}\n${'e'.repeat(version)}` });
    times.push(await timed());
  }
  await client.close(uri);
  return { first, changed: median(times) };
}

/** Median time from sending a typed letter until its diagnostics are here; the way there and back is in it. */
async function keystroke(client, file) {
  const uri = pathToFileURL(file).href;
  const text = readFileSync(file, 'utf8');
  const line = text.slice(0, text.indexOf('**P', text.length >> 1)).split('\n').length - 1;
  await client.open(uri, text);
  let { resultId } = await client.report(uri);
  const times = [];
  for (let version = 2; version < KEYSTROKES + 2; version++) {
    const position = { line, character: 12 };
    const started = performance.now();
    const letter = { range: { start: position, end: position }, text: 'e' };
    void client.change(uri, version, letter);
    ({ resultId } = await client.report(uri, resultId));
    times.push((performance.now() - started) / 1000);
    // As fast as people type who type fast; what the server does when it is idle stays out.
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return median(times.slice(KEYSTROKES / 4));
}

/**
 * Median time until the edits that code some words are here, in turn through the document; and until the diagnostics of
 * the whole of it are, sent anew. Nothing is written. The document is open.
 */
async function coding(client, file) {
  const uri = pathToFileURL(file).href;
  const text = readFileSync(file, 'utf8');
  const lines = text.split('\n').flatMap((line, number) => (/\*\*P\d+:\*\* ./.test(line) ? [number] : []));
  let { resultId } = await client.report(uri);
  const applied = [];
  const reread = [];
  for (let turn = 0; turn < CODINGS; turn++) {
    const version = 1000 + turn;
    const started = performance.now();
    void client.change(uri, version, { text: `${text}\n${'e'.repeat(turn % 2)}` });
    ({ resultId } = await client.report(uri, resultId));
    reread.push((performance.now() - started) / 1000);
    const line = lines[Math.floor((turn * lines.length) / CODINGS)];
    const character = text.split('\n')[line].indexOf(':** ') + 4;
    const range = { start: { line, character }, end: { line, character: character + 12 } };
    const asked = performance.now();
    const outcome = await client.request('qualdown/applyCode', {
      uri,
      version,
      range,
      codes: ['bench-code'],
    });
    if (turn >= CODINGS / 4) applied.push((performance.now() - asked) / 1000);
    if (!outcome.edit) throw new Error(`Nothing could be coded in line ${line + 1}: ${outcome.refused}`);
  }
  return { applied: median(applied), reread: median(reread) };
}

/** Until the edits of all documents are here. Nothing is written. */
async function rename(client, { files }, codes) {
  const [study] = await client.request('qualdown/studies');
  const all = codes.flatMap(function self(code) {
    return [code, ...code.children.flatMap(self)];
  });
  const { id } = all.toSorted((a, b) => b.documents - a.documents)[0];
  const started = performance.now();
  const operation = { kind: 'rename', code: id, to: 'renamed-by-the-bench', keepAlias: true };
  const { edit, refused } = await client.request('qualdown/refactor', { study: study.uri, operation });
  const took = (performance.now() - started) / 1000;
  if (!edit || edit.files.length < files.length) {
    throw new Error(
      `The rename reached ${edit?.files.length ?? 0} of ${files.length} files: ${refused ?? ''}`,
    );
  }
  return took;
}

function residentBytes(pid) {
  if (process.platform !== 'linux')
    return 1024 * Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)]));
  const [, kilobytes] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  return 1024 * Number(kilobytes);
}
