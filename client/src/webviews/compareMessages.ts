import type {
  AnalysisSpec,
  ExportedFile,
  RequestTypes,
  StudySummary,
  TextRange,
  requests,
} from '../../../server/src/protocol.js';

/**
 * What the extension and the pages Compare and Agreement say to each other. The page asks the server through the extension and words
 * everything itself, so that the extension, which is loaded with every study, stays small.
 */

/** Requests that the pages may make; the extension adds the study. */
export type PageRequest =
  | typeof requests.adjudication
  | typeof requests.agreement
  | typeof requests.agreementChoices
  | typeof requests.analysis
  | typeof requests.analysisChoices
  | typeof requests.cellPassages
  | typeof requests.chart
  | typeof requests.codes
  | typeof requests.comparisons
  | typeof requests.exportAnalysis
  | typeof requests.matrices
  | typeof requests.cellSummary;
export type PageParams<R extends PageRequest> = Omit<RequestTypes[R]['params'], 'study'>;

/** An entry of the editor's own list to choose from. */
export interface PickItem {
  value: string;
  label: string;
  description?: string;
  picked?: boolean;
}

/** What was asked of the page by a command of the editor. */
export type PageCommand = 'copy' | 'export' | 'save' | 'open';

/** Things that the editor does better than a page: each is answered by its `id`. */
export type Errand =
  | { do: 'request'; method: PageRequest; params: object }
  /** `many`: several may be chosen. Answered with the values, null where it was left. */
  | { do: 'pick'; title: string; items: PickItem[]; many: boolean }
  /** Saves the comparison, under a name that is asked for; answered with the name, or null. */
  | { do: 'save'; spec: AnalysisSpec; name: string }
  /** A matrix's summary of a cell; answered with true when it was written. */
  | { do: 'summary'; params: Omit<RequestTypes[typeof requests.setSummary]['params'], 'study'> }
  /** Writes what was decided; answered with true when it was written, or with why not. The extension adds who and when. */
  | {
      do: 'decide';
      params: Omit<RequestTypes[typeof requests.decide]['params'], 'study' | 'by' | 'date'>;
    }
  /** Answered with the text typed, null where it was left. */
  | { do: 'input'; title: string; prompt: string; value: string }
  /** Writes a file where the person says; answered with its path, or null. */
  | { do: 'file'; file: ExportedFile }
  /** Where the page may not write to the clipboard itself. */
  | { do: 'clipboard'; text: string };

export type FromPage =
  /** `study`: that of a page which VS Code restores. */
  | { type: 'ready'; study: string | null }
  | { type: 'title'; title: string }
  | { type: 'open'; uri: string; range: TextRange | null }
  /** Lists the passages of a code in the Passages view, of these documents alone. */
  | { type: 'list'; code: string; alone: boolean; documents: string[]; counted: number }
  | { type: 'command'; command: string }
  | ({ type: 'errand'; id: number } & Errand);

export type ToPage =
  /** What is compared. `bundle`: translations, by the English text. `spec`: a comparison to open. */
  | {
      type: 'study';
      study: Pick<StudySummary, 'uri' | 'name' | 'compareBy' | 'documents' | 'none'> | null;
      language: string;
      bundle: Record<string, string>;
      spec?: AnalysisSpec;
      name?: string;
    }
  /** Figures changed: what is shown is to be asked for anew. */
  | { type: 'changed'; documents: number; none: number }
  | { type: 'command'; command: PageCommand }
  | { type: 'answer'; id: number; result: unknown }
  | { type: 'answer'; id: number; error: string };
