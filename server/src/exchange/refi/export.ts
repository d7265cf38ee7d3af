import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import { codebookXml, type OutOptions, projectParts } from '../../core/exchange/refi/out/index.js';
import type { LoadedStudy } from '../../files.js';
import { Outdated } from '../../report/provenance.js';
import { makeInThread } from '../../report/thread.js';
import { version } from '../../version.js';

/** A .qdpx of all that the study holds. */
export async function makeQdpx(loaded: LoadedStudy): Promise<Uint8Array> {
  const files: { path: string; chunks: string[] }[] = [];
  for (const { path, chunks } of projectParts(loaded.study, optionsFor(loaded)))
    files.push({ path, chunks: await all(chunks) });
  return makeInThread({ archive: files });
}

/** A .qdc of the codebook. */
export function makeQdc(loaded: LoadedStudy): Promise<Uint8Array> {
  return Promise.resolve(new TextEncoder().encode(codebookXml(loaded.study, optionsFor(loaded))));
}

function optionsFor({ root, study, files, configText }: LoadedStudy): OutOptions {
  return {
    name: basename(root),
    origin: `Qualdown ${version}`,
    sha1: (text) => createHash('sha1').update(text).digest('hex'),
    config: configText,
    async read(file) {
      const read = await files.read(file);
      const known = study.documents.get(file)?.version ?? study.memos.get(file)?.version;
      if ('reason' in read || read.version !== known)
        throw new Outdated(`${file} changed meanwhile. Try again.`);
      return read.text;
    },
  };
}

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const item of items) list.push(item);
  return list;
}
