import type { LoadedStudy } from '../files.js';
import { makeQdc, makeQdpx } from './refi/export.js';

/** What a study can be exported as. */
export interface ExportKind {
  /** As the command line names it. */
  readonly kind: string;
  /** Of its file, without the dot. */
  readonly extension: string;
  /** In words, for a list to choose from. */
  readonly title: string;
  /**
   * The bytes of the file: the same for the same study, on every machine and at every time.
   * @throws Outdated where a file is no longer what was read
   */
  make(loaded: LoadedStudy): Promise<Uint8Array>;
}

export const EXPORT_KINDS: readonly ExportKind[] = [
  {
    kind: 'qdpx',
    extension: 'qdpx',
    title: 'REFI-QDA project (NVivo, ATLAS.ti, MAXQDA, QualCoder…)',
    make: makeQdpx,
  },
  { kind: 'qdc', extension: 'qdc', title: 'REFI-QDA codebook', make: makeQdc },
];
