// `scan` beside unified + remark-parse on the same text, both warm.
import { readFileSync } from 'node:fs';
import remarkFrontmatter from 'remark-frontmatter';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { alternate, seconds } from './measure.mjs';

/** @param core `{ scan, Names }` of the server */
export async function scanRows({ study, core, runs }) {
  const text = readFileSync(study.files[0], 'utf8');
  const bare = unified().use(remarkParse);
  const full = unified().use(remarkParse).use(remarkGfm).use(remarkFrontmatter);
  const names = new core.Names();
  const scan = () => ({ time: timed(200, () => core.scan(text, { names })) });
  // Some runs unnoticed first: the compiler of hot code needs them, remark more than one.
  for (let at = 0; at < 3; at++)
    [scan, () => bare.parse(text), () => full.parse(text)].forEach((each) => each());
  const [own, plain, rich] = await alternate(
    runs,
    scan,
    () => ({ time: timed(2, () => bare.parse(text)) }),
    () => ({ time: timed(2, () => full.parse(text)) }),
  );
  const row = (name, other, limit) => ({
    what: `scan, warm, ${study.density} marks/MB`,
    measured: `${seconds(own.time)} (${(Buffer.byteLength(text) / 1e6 / own.time).toFixed(0)} MB/s)`,
    against: `${name} ${seconds(other.time)}`,
    ratio: other.time / own.time,
    budget: ['>=', limit],
  });
  return [row('remark-parse', plain, 50), row('… with gfm, front matter', rich, 100)];
}

/** Seconds that one call takes, on the average of some. CPU time: this process does nothing beside. */
function timed(calls, call) {
  const before = process.threadCpuUsage?.() ?? process.cpuUsage();
  for (let at = 0; at < calls; at++) call();
  const after = process.threadCpuUsage?.() ?? process.cpuUsage();
  return (after.user - before.user + after.system - before.system) / 1e6 / calls;
}
