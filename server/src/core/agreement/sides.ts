import type { SideInfo } from './types.js';

/** One side, found: which documents it has and how their texts are read. */
export interface SideInput {
  readonly info: Pick<SideInfo, 'name' | 'source' | 'ref' | 'commit' | 'path'>;
  /** Only passages that this coder signed (null: nobody), the unsigned ones among them where they are this coder's. */
  readonly coder?: string | null;
  /** By document of the study: the side's own path of it. */
  readonly files: ReadonlyMap<string, string>;
  /** By the side's own path. */
  read(file: string): Promise<string | { readonly reason: string }>;
  /** URI-making for editors: the path of the file on disk, relative to the study; undefined for one that is on none. */
  diskPath?(file: string): string;
}

/** All sides of a comparison, and what was noticed while finding them. */
export interface SidesFound {
  readonly sides: readonly SideInput[];
  readonly warnings: readonly string[];
}
