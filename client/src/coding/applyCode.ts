import * as vscode from 'vscode';
import { requests, type StudySummary } from '../../../server/src/protocol.js';
import type { Parts } from '../parts.js';
import { usableItems } from './codeItems.js';
import { whoCodes } from './coder.js';
import { createCode } from './createCode.js';
import { wordsOrSection } from './heading.js';
import { CodeMemory } from './memory.js';
import { CodePicker, type Picked } from './picker.js';
import { paramsOf, placeOf, snapsToWords, tell } from './place.js';
import { Selecting } from './selecting.js';
import { setContext } from '../studies.js';
import { write } from './write.js';

/** Puts codes on passages: those picked from the list, those applied last, or one that is named like the passage. */
export class Applying {
  readonly memory: CodeMemory;
  /** While the list is open: what it is for. */
  #open: { selecting: Selecting; picker: CodePicker } | undefined;

  constructor(private readonly parts: Parts) {
    this.memory = new CodeMemory(parts.context.workspaceState);
  }

  /**
   * Codes the selection, or the sentence at the cursor, with what is picked. Called again while the list is open, what
   * is selected grows. Resolves to whether something was written.
   */
  async codeSelection(): Promise<boolean> {
    if (this.#open) {
      await this.grow();
      return false;
    }
    return this.#select((selecting, study) => this.#ask(selecting, study));
  }

  /** The same codes once more; the list where there are none yet. */
  async codeAgain(): Promise<boolean> {
    return this.#select(async (selecting, study) => {
      const items = usableItems(await this.parts.studies.codes(study));
      const { last } = this.memory.of(study.uri);
      const codes = last.filter((id) => items.some((item) => item.id === id));
      if (codes.length === 0) return this.#ask(selecting, study);
      return this.#isRefused(await selecting.begin()) ? undefined : codes;
    });
  }

  /** Makes a code that is named like the passage. */
  async codeInVivo(): Promise<boolean> {
    return this.#select(async (selecting, study) => {
      if (this.#isRefused(await selecting.begin())) return undefined;
      if (selecting.text === '')
        return void tell(vscode.l10n.t('Select one passage whose words name the code.'));
      const code = await createCode(this.parts, this.memory, study, selecting.text, { askName: true });
      return code === undefined ? undefined : [code];
    });
  }

  /** Selects the next larger sentence, paragraph or turn: while the list is open, and without it. */
  async grow(): Promise<void> {
    if (this.#open) {
      const { selecting, picker } = this.#open;
      await selecting.grow();
      picker.title = titleOf(selecting);
      return;
    }
    const place = placeOf(this.parts.studies);
    if (!place) return;
    const selecting = new Selecting(this.parts.server, place.editor);
    await selecting.grow().finally(() => selecting.dispose());
  }

  /** Ticks several codes in the list that is open. */
  tickSeveral(): void {
    this.#open?.picker.tickSeveral();
  }

  async #select(
    choose: (selecting: Selecting, study: StudySummary) => Promise<readonly string[] | undefined>,
  ): Promise<boolean> {
    const place = placeOf(this.parts.studies);
    if (!place) return false;
    const selecting = new Selecting(this.parts.server, place.editor);
    try {
      const codes = await choose(selecting, place.study);
      const done = codes !== undefined && (await this.#apply(selecting, place.study, codes));
      if (!done) selecting.restore();
      return done;
    } finally {
      selecting.dispose();
    }
  }

  async #apply(selecting: Selecting, study: StudySummary, codes: readonly string[]): Promise<boolean> {
    const { server, context } = this.parts;
    const section = selecting.section && (await wordsOrSection());
    if (section === undefined) return false;
    const coder = await whoCodes(context.globalState);
    if (coder === undefined) return false;
    const { editor } = selecting;
    const steps = selecting.places.map((place) => async () => {
      const range = place();
      if ('refused' in range) return range;
      return server.request(requests.applyCode, {
        ...paramsOf(editor, range),
        codes: [...codes],
        ...(coder !== '' && { coder }),
        snap: snapsToWords(),
        section,
      });
    });
    const written = await write(editor, steps, { after: true });
    if (written > 0) await this.memory.applied(study.uri, codes);
    return written > 0;
  }

  async #ask(selecting: Selecting, study: StudySummary): Promise<readonly string[] | undefined> {
    const picker = new CodePicker({
      title: vscode.l10n.t('Code selection'),
      placeholder: vscode.l10n.t('Type to find a code, Enter to apply it'),
      several: true,
      create: true,
    });
    this.#open = { selecting, picker };
    await setContext('picking', true);
    try {
      const picked = await this.#fill(picker, selecting, study);
      if (!picked) return undefined;
      if ('codes' in picked) return picked.codes;
      const code = await createCode(this.parts, this.memory, study, picked.create);
      return code === undefined ? undefined : [code];
    } finally {
      this.#open = undefined;
      await setContext('picking', false);
    }
  }

  async #fill(picker: CodePicker, selecting: Selecting, study: StudySummary): Promise<Picked | undefined> {
    try {
      const [refused, codes] = await Promise.all([selecting.begin(), this.parts.studies.codes(study)]);
      if (this.#isRefused(refused)) {
        picker.close();
      } else {
        picker.title = titleOf(selecting);
        picker.offer({ items: usableItems(codes), recent: this.memory.of(study.uri).recent });
      }
    } catch (error) {
      picker.close();
      throw error;
    }
    return picker.picked;
  }

  #isRefused(reason: string | undefined): boolean {
    if (reason !== undefined) void vscode.window.showWarningMessage(reason);
    return reason !== undefined;
  }
}

/** So much of the passage stands above the list. */
const excerpt = 60;

function titleOf({ text, ranges }: Selecting): string {
  if (text === '') return vscode.l10n.t('Code {0} selections', ranges.length);
  const short = text.length <= excerpt ? text : `${text.slice(0, excerpt).replace(/\s\S*$/, '')} …`;
  return vscode.l10n.t('Code “{0}”', short);
}
