import type { Code, Codebook } from '../codebook/types.js';
import { count, some } from '../compare/phrases.js';
import { nearest } from '../nearest.js';
import type { Study } from '../study/types.js';
import { tally } from '../tally.js';
import type {
  AddedCode,
  CodebookDiff,
  DiffSide,
  Evidence,
  FieldChange,
  MergedCode,
  RenamedCode,
  SplitCode,
  Touched,
} from './diff-types.js';
import { type Flows, flowsBetween } from './flows.js';
import { followAliases, goneFrom, MEANING, meaningOf } from './match.js';
import { likeness, wordDiff } from './words.js';

export interface DiffState {
  readonly study: Study;
  readonly side: DiffSide;
}

/** Definitions that share so many of their words are taken for those of one code. */
const ALIKE = 0.6;

/** How a codebook changed from one state of a study to a later one. */
export function diffCodebooks(before: DiffState, after: DiffState): CodebookDiff {
  return new Differ(before, after).diff();
}

class Differ {
  readonly #old: Codebook;
  readonly #new: Codebook;
  readonly #flows: Flows;
  readonly #passages: (old: string | undefined, now: string | undefined) => Touched;
  /** Of each older id that goes on: the id it has now. */
  readonly #now = new Map<string, string>();

  constructor(
    private readonly before: DiffState,
    private readonly after: DiffState,
  ) {
    this.#old = before.study.codebook;
    this.#new = after.study.codebook;
    this.#flows = flowsBetween(before.study, after.study);
    const [were, are] = [segmentsByCode(before.study), segmentsByCode(after.study)];
    this.#passages = (old, now) => ({
      before: old === undefined ? 0 : (were.get(old) ?? 0),
      after: now === undefined ? 0 : (are.get(now) ?? 0),
    });
  }

  diff(): CodebookDiff {
    for (const id of this.#old.codes.keys()) if (this.#new.codes.has(id)) this.#now.set(id, id);
    const split = this.#splits();
    const { renamed, merged } = this.#followed(new Set(split.map(({ from }) => from)));
    const told = new Set([...renamed, ...merged, ...split].map(({ from }) => from));
    const arrived = new Set(renamed.map(({ to }) => to));
    return {
      from: this.before.side,
      to: this.after.side,
      added: [...this.#new.codes.values()]
        .filter(({ id }) => !this.#old.codes.has(id) && !arrived.has(id))
        .map((code) => this.#added(code)),
      removed: goneFrom(this.#old, this.#new)
        .filter((id) => !told.has(id))
        .map((code) => ({
          code,
          name: this.#old.codes.get(code)!.name,
          passages: this.#passages(code, code),
        })),
      renamed,
      moved: this.#pairs().flatMap(([old, now]) => {
        const from = old.parent === undefined ? undefined : (this.#now.get(old.parent) ?? old.parent);
        if (from === now.parent) return [];
        const passages = this.#passages(old.id, now.id);
        return [{ code: now.id, from: from ?? null, to: now.parent ?? null, passages }];
      }),
      merged,
      split,
      redefined: this.#pairs().flatMap(([old, now]) => {
        const fields = fieldChanges(old, now, (id) => this.#now.get(id) ?? id);
        return fields.length === 0
          ? []
          : [{ code: now.id, fields, passages: this.#passages(old.id, now.id) }];
      }),
      warnings: this.#warnings(),
    };
  }

  /** A code whose passages went to two or more that are new. */
  #splits(): SplitCode[] {
    return [...this.#old.codes.keys()].flatMap((from) => {
      const into = [...(this.#flows.get(from) ?? [])]
        .filter(([code]) => this.#new.codes.has(code) && !this.#old.resolve(code))
        .map(([code, passages]) => ({ code, passages }));
      const alias = this.#new.codes.has(from) ? undefined : this.#new.resolve(from);
      if (into.length < 2 || alias) return [];
      return [{ from, into, passages: this.#passages(from, from) }];
    });
  }

  /** What became of ids that are gone, and of codes that are replaced by others from now on. */
  #followed(split: ReadonlySet<string>): { renamed: RenamedCode[]; merged: MergedCode[] } {
    const renamed: RenamedCode[] = [];
    const merged: MergedCode[] = [];
    const byAlias = followAliases(this.#old, this.#new);
    const taken = new Set(byAlias.filter((each) => !each.merged).map(({ to }) => to));
    /** Codes that came together in a new one have merged; the first is not its old name. */
    const sources = new Map<string, number>();
    for (const { to } of byAlias) sources.set(to, (sources.get(to) ?? 0) + 1);
    const add = (from: string, to: string, by: Evidence, isMerge: boolean): void => {
      const passages = this.#passages(from, to);
      if (isMerge) merged.push({ from, into: to, by, passages });
      else {
        renamed.push({ from, to, by, passages });
        this.#now.set(from, to);
      }
    };
    for (const { from, to, merged: known } of byAlias) add(from, to, 'alias', known || sources.get(to)! > 1);
    for (const from of goneFrom(this.#old, this.#new)) {
      if (split.has(from) || byAlias.some((each) => each.from === from)) continue;
      const found = this.#byPassages(from) ?? this.#byLikeness(from, taken);
      if (!found) continue;
      add(from, found.to, found.by, this.#old.codes.has(found.to));
      taken.add(found.to);
    }
    for (const [from, { replacedBy, status }] of this.#new.codes) {
      const was = this.#old.codes.get(from);
      if (!was || replacedBy === undefined || status !== 'retired' || split.has(from)) continue;
      if (was.replacedBy !== undefined && (this.#new.resolve(was.replacedBy)?.id ?? '') === replacedBy)
        continue;
      merged.push({ from, into: replacedBy, by: 'replaced_by', passages: this.#passages(from, replacedBy) });
    }
    return { renamed, merged };
  }

  /** The code that more than half of the passages of a gone one carry now. */
  #byPassages(from: string): { to: string; by: Evidence } | undefined {
    const flows = [...(this.#flows.get(from) ?? [])].filter(([code]) => this.#new.codes.has(code));
    const [best] = flows.sort((a, b) => b[1] - a[1]);
    const all = this.#passages(from, undefined).before;
    return best && best[1] * 2 > all ? { to: best[0], by: 'passages' } : undefined;
  }

  /** The new code that reads like a gone one: its name, most of its definition, or an id a slip away. */
  #byLikeness(from: string, taken: ReadonlySet<string>): { to: string; by: Evidence } | undefined {
    const old = this.#old.codes.get(from)!;
    const free = [...this.#new.codes.values()].filter(({ id }) => !this.#old.codes.has(id) && !taken.has(id));
    const scored = free.map((code) => ({ code, score: alike(old, code) }));
    const [best] = scored.filter(({ score }) => score > 0).sort((a, b) => b.score - a.score);
    return best && { to: best.code.id, by: 'likeness' };
  }

  #pairs(): (readonly [old: Code, now: Code])[] {
    return Array.from(
      this.#now,
      ([old, now]) => [this.#old.codes.get(old)!, this.#new.codes.get(now)!] as const,
    );
  }

  #added(code: Code): AddedCode {
    const { id, name, parent = null, brief = null } = code;
    return { code: id, name, parent, brief, passages: this.#passages(undefined, id) };
  }

  #warnings(): string[] {
    return [this.before, this.after].flatMap(({ study, side }) => {
      const files = study.unreadable.map(({ file }) => file);
      if (files.length === 0) return [];
      const when = side.ref === '' ? 'now' : `at ${side.ref}`;
      return [
        `${count(files.length, 'file')} cannot be read ${when}, so its passages are not counted: ${some(files)}.`,
      ];
    });
  }
}

/** 0: not alike. Two codes without any text are alike by their ids alone. */
function alike(old: Code, now: Code): number {
  const [name, other] = [meaningOf(old, 'name'), meaningOf(now, 'name')];
  if (name !== '' && name.toLowerCase() === other.toLowerCase()) return 2;
  const [was, is] = [wording(old), wording(now)];
  const words = likeness(was, is);
  if (words >= ALIKE) return words;
  return was === '' && is === '' && nearest(old.id, [now.id]).length > 0 ? ALIKE / 2 : 0;
}

const wording = (code: Code): string =>
  [code.brief, code.definition].filter((text) => text !== undefined).join(' ');

export function fieldChanges(old: Code, now: Code, today: (id: string) => string): FieldChange[] {
  const texts = MEANING.map(([field]) => [field, meaningOf(old, field), meaningOf(now, field)] as const);
  const others = [
    ['status', old.status, now.status],
    ['codable', String(old.codable), String(now.codable)],
    ['counterpart', old.counterpart === undefined ? '' : today(old.counterpart), now.counterpart ?? ''],
  ] as const;
  return [...texts, ...others]
    .filter(([, before, after]) => before !== after)
    .map(([field, before, after]) => ({ field, before, after, words: wordDiff(before, after) }));
}

/** Segments by id of the codebook, aliases resolved; every code that is used. */
function segmentsByCode(study: Study): ReadonlyMap<string, number> {
  return new Map(tally(study).codes.map(({ code, segments }) => [code, segments]));
}

/** Whether nothing is different. */
export function isSame(diff: CodebookDiff): boolean {
  const { added, removed, renamed, moved, merged, split, redefined } = diff;
  return [added, removed, renamed, moved, merged, split, redefined].every(({ length }) => length === 0);
}
