import { colorOf } from '../../../codebook/colors.js';
import { idFromName } from '../../../codebook/ids.js';
import type { Code } from '../../../codebook/types.js';
import { codesIn } from '../../../segments.js';
import type { Study } from '../../../study/types.js';
import { describe } from '../describe.js';
import type { Guids } from '../guids.js';
import type { CodeNode, CodeSet } from '../types.js';

/** The codebook as a tree. Codes that documents carry and the codebook does not know stand behind it. */
export function codeTree(
  study: Study,
  guids: Guids,
  notesOn: (code: string) => readonly string[],
): CodeNode[] {
  const { codebook } = study;
  const node = (id: string): CodeNode => {
    const code = codebook.codes.get(id)!;
    return {
      guid: guids('code', id),
      name: code.name,
      codable: code.codable,
      color: colorOf(codebook, id),
      description: describe(fieldsOf(code)),
      noteRefs: notesOn(id),
      children: code.children.map(node),
    };
  };
  const unknown = unknownCodes(study).map((id): CodeNode => {
    const description = idFromName(id) === id ? '' : describe({ id, examples: [], aliases: [] });
    return { guid: guids('code', id), name: id, codable: true, description, noteRefs: [], children: [] };
  });
  return [...codebook.roots.map(node), ...unknown];
}

/** Codes on passages that are not in the codebook, by name. */
export function unknownCodes(study: Study): string[] {
  const used = new Set<string>();
  for (const document of study.documents.values())
    for (const id of codesIn(study, document)) if (!study.codebook.codes.has(id)) used.add(id);
  return [...used].sort();
}

/** The families of the codebook: in programs without a tree of codes they are its groups. */
export function families({ codebook }: Study, guids: Guids): CodeSet[] {
  return codebook.roots
    .map((id) => codebook.codes.get(id)!)
    .filter(({ children }) => children.length > 0)
    .map(({ id, name }) => ({
      guid: guids('set', id),
      name,
      codes: codebook.descendants(id).map((each) => guids('code', each)),
      sources: [],
      notes: [],
    }));
}

function fieldsOf(code: Code): Parameters<typeof describe>[0] {
  const { id, name, brief, definition, useWhen, notWhen, examples, aliases, status, replacedBy, counterpart } =
    code;
  return {
    ...(idFromName(name) !== id && { id }),
    ...(brief !== undefined && { brief }),
    ...(definition !== undefined && { definition }),
    ...(useWhen !== undefined && { useWhen }),
    ...(notWhen !== undefined && { notWhen }),
    ...(replacedBy !== undefined && { replacedBy }),
    ...(counterpart !== undefined && { counterpart }),
    ...(status !== 'stable' && { status }),
    examples,
    aliases,
  };
}
