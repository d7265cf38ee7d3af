import type { Code, Codebook } from '../core/codebook/types.js';

/** What the codebook says of a code, as Markdown: as one wants to read it while deciding whether it fits. */
export function cardOf(code: Code, codebook: Codebook): string {
  return [
    `**${escape(code.name)}**${code.name === code.id ? '' : ` \`${code.id}\``}`,
    pathOf(code, codebook),
    standingOf(code, codebook),
    code.brief,
    code.definition,
    code.useWhen && `*Use when:* ${code.useWhen.trim()}`,
    code.notWhen && `*Not when:* ${code.notWhen.trim()}`,
    code.counterpart &&
      `*Counterpart:* ${escape(codebook.codes.get(code.counterpart)?.name ?? code.counterpart)}`,
  ]
    .filter((part) => part !== undefined && part !== '')
    .join('\n\n');
}

/** Names from the root to the code's parent; nothing for a root. */
function pathOf(code: Code, codebook: Codebook): string | undefined {
  const names: string[] = [];
  for (let at = parentOf(code, codebook); at; at = parentOf(at, codebook)) names.unshift(escape(at.name));
  return names.length > 0 ? names.join(' › ') : undefined;
}

function parentOf(code: Code, codebook: Codebook): Code | undefined {
  return code.parent === undefined ? undefined : codebook.codes.get(code.parent);
}

function standingOf({ id, status, codable }: Code, codebook: Codebook): string | undefined {
  if (status === 'retired') {
    const successor = codebook.successor(id);
    return successor ? `Retired; use \`${successor.id}\`.` : 'Retired.';
  }
  if (!codable) return 'Groups other codes; not for passages itself.';
  return status === 'draft' ? 'Draft.' : undefined;
}

/** A name is plain text: what Markdown would take as markup, and what would end a table's cell, is escaped. */
export function escape(text: string): string {
  return text.replace(/[\\`*_{}[\]<>|#]/g, '\\$&').replace(/\s+/g, ' ');
}
