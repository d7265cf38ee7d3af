// A cold `qualdown tally`, the whole process, beside the plainest tools that read the same files.
import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { alternate, hasProgram, seconds, timeOf } from './measure.mjs';

const COUNT_WORDS = 'xargs -0 cat < "$1" | wc -w > /dev/null';
const COUNT_MARKS = `xargs -0 rg -o '\\]\\{[^}]*\\}' --no-filename < "$1" | sort | uniq -c > /dev/null`;
const TALLY = '"$1" "$2" tally --study "$3" --json > /dev/null';

/** @param marks whether to compare with a count of marks by rg, too */
export async function tallyRows({ study, cli, runs, work, marks }) {
  await holdToTruth(study, cli);
  const list = join(work, 'documents.list');
  writeFileSync(list, study.files.join('\0'));
  const tally = () => timeOf(TALLY, process.execPath, cli, study.folder);
  const row = async (name, pipeline) => {
    const [own, other] = await alternate(runs, tally, () => timeOf(pipeline, list));
    return {
      what: `cold tally, ${study.density} marks/MB`,
      measured: seconds(own.wall),
      against: `${name} ${seconds(other.wall)}`,
      ratio: own.wall / other.wall,
      byCpu: own.cpu / other.cpu,
      budget: ['<=', 1],
    };
  };
  const rows = [await row('cat | wc -w', COUNT_WORDS)];
  if (!marks) return rows;
  if (await hasProgram('rg'))
    rows.push(await row('rg -o | sort | uniq -c (C)', `export LC_ALL=C; ${COUNT_MARKS}`));
  else console.log('LEFT OUT: cold tally beside rg | sort | uniq -c, since there is no rg (ripgrep) here.');
  return rows;
}

/** Speed is worth nothing if the figures are wrong: as many codings must be found as were written. */
async function holdToTruth({ folder, files, codings }, cli) {
  const args = [cli, 'tally', '--study', folder, '--json'];
  const { stdout } = await promisify(execFile)(process.execPath, args, { maxBuffer: 1 << 26 });
  const { codes, documents } = JSON.parse(stdout);
  const found = codes.reduce((sum, { segments }) => sum + segments, 0);
  if (found === codings && documents === files.length) return;
  throw new Error(
    `tally counts ${found} codings in ${documents} documents; ${codings} were written in ${files.length}.`,
  );
}
