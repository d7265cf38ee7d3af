import type { CancellationToken } from 'vscode-languageserver/node';
import { colorOf } from '../core/codebook/colors.js';
import type { Code } from '../core/codebook/types.js';
import { createStudy } from '../core/study/index.js';
import type { Study } from '../core/study/types.js';
import { tally, type TallyRow } from '../core/tally.js';
import type { CodeNode } from '../protocol.js';
import { toRange } from './convert.js';
import { alive } from './fence.js';
import type { LiveStudy } from './live.js';

/**
 * The codebook as a tree with its counts; last, at the root, what is used without being in it.
 * @param file counts of this document alone
 */
export async function codeTree(
  live: LiveStudy,
  file: string | undefined,
  token: CancellationToken,
): Promise<CodeNode[]> {
  await live.whole(token);
  const page = await alive(live.codebookPage(), token);
  const { study } = live;
  const { codebook } = study;
  const counted = file === undefined ? study : studyOfOne(study, file);
  const rows = new Map(tally(counted).codes.map((row) => [row.code, row]));
  const countsOf = (id: string): Pick<TallyRow, 'segments' | 'total' | 'documents'> => {
    const { segments = 0, total = 0, documents = 0 } = rows.get(id) ?? {};
    return { segments, total, documents };
  };
  const nodeOf = (code: Code): CodeNode => ({
    id: code.id,
    name: code.name,
    brief: code.brief ?? null,
    useWhen: code.useWhen ?? null,
    notWhen: code.notWhen ?? null,
    aliases: [...code.aliases],
    color: colorOf(codebook, code.id),
    status: code.status,
    codable: code.codable,
    unknown: false,
    ...countsOf(code.id),
    location: page ? { uri: page.text.uri, range: toRange(page.text, code.idRange) } : null,
    children: code.children.flatMap((id) => codebook.codes.get(id) ?? []).map(nodeOf),
  });
  const unknownOf = ({ code }: TallyRow): CodeNode => ({
    id: code,
    name: code,
    brief: null,
    useWhen: null,
    notWhen: null,
    aliases: [],
    color: colorOf(codebook, code),
    status: 'stable',
    codable: true,
    unknown: true,
    ...countsOf(code),
    location: null,
    children: [],
  });
  const roots = codebook.roots.flatMap((id) => codebook.codes.get(id) ?? []);
  return [...roots.map(nodeOf), ...[...rows.values()].filter(({ unknown }) => unknown).map(unknownOf)];
}

function studyOfOne({ config, codebook, documents }: Study, file: string): Study {
  const document = documents.get(file);
  return createStudy(config, codebook, document && [document]);
}
