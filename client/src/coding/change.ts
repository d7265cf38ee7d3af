import * as vscode from 'vscode';
import { requests, type PassageHere } from '../../../server/src/protocol.js';
import type { Parts } from '../parts.js';
import { usableItems } from './codeItems.js';
import { CodePicker } from './picker.js';
import { passagesAt, Rows, stepFor, whichOf, type ChoiceOfCode } from './passages.js';
import { paramsOf, placeOf, snapsToWords, tell, type Place } from './place.js';
import { Tracked } from './tracked.js';
import { write } from './write.js';

/** Commands that change passages which are coded already. Each resolves to whether something was written. */
export class Changing {
  constructor(private readonly parts: Parts) {}

  /** Takes a code off the whole passage that the cursor is in. */
  removeAtCursor(): Promise<boolean> {
    return this.#at(async (place, tracked) => {
      const found = await this.#codingsAtCursor(place);
      if (!found) return false;
      const rows = await Rows.of(this.parts.studies, place.study);
      const choices: readonly ChoiceOfCode[][] = [...found.map((one) => [one]), found];
      const label = vscode.l10n.t('All codes here');
      const chosen =
        found.length === 1
          ? found
          : await whichOf(
              choices,
              (some) => (some === found ? { label } : rows.coding(some[0]!)),
              vscode.l10n.t('Remove which code?'),
            );
      if (!chosen) return false;
      const steps = [...byPassage(chosen)].map(([passage, codes]) =>
        stepFor(place.editor, tracked, passage, (params) =>
          this.parts.server.request(requests.removeCodes, { ...params, codes }),
        ),
      );
      return (await write(place.editor, steps)) > 0;
    });
  }

  /** Takes codes off what is selected alone: passages shrink or split. */
  removeFromSelection(): Promise<boolean> {
    return this.#at(
      async (place, tracked) => {
        const { editor } = place;
        const selections = editor.selections.filter(({ isEmpty }) => !isEmpty);
        if (selections.length === 0) return tell(vscode.l10n.t('Select what shall no longer be coded.'));
        const places = selections.map((selection) => tracked.add(selection));
        const touched = await Promise.all(
          selections.map((selection) => passagesAt(this.parts.server, place, selection)),
        );
        const codes = [...new Set(touched.flat().flatMap((passage) => passage.codes))];
        if (codes.length === 0) return tell(vscode.l10n.t('Nothing in the selection is coded.'));
        const rows = await Rows.of(this.parts.studies, place.study);
        const label = vscode.l10n.t('All codes');
        const chosen =
          codes.length === 1
            ? codes
            : await whichOf(
                [codes, ...codes.map((code) => [code])],
                (some) => (some === codes ? { label } : rows.code(some[0]!)),
                vscode.l10n.t('Remove which code from the selection?'),
              );
        if (!chosen) return false;
        const steps = places.map((at) => async () => {
          const range = at();
          if (!range) return { refused: vscode.l10n.t('The selected text changed in the meantime.') };
          const params = { ...paramsOf(editor, range), codes: chosen, snap: snapsToWords() };
          return this.parts.server.request(requests.uncode, params);
        });
        const written = await write(editor, steps);
        // The selection would grow over marks that are new: the next key must not replace what they hold.
        if (written > 0) {
          editor.selections = editor.selections.map(({ end }) => new vscode.Selection(end, end));
        }
        return written > 0;
      },
      { several: true },
    );
  }

  /** Puts another code in the place of one, on the passage that the cursor is in. */
  replace(): Promise<boolean> {
    return this.#at(async (place, tracked) => {
      const { server, studies } = this.parts;
      const found = await this.#codingsAtCursor(place);
      if (!found) return false;
      const rows = await Rows.of(studies, place.study);
      const chosen = await whichOf(found, (one) => rows.coding(one), vscode.l10n.t('Replace which code?'));
      if (!chosen) return false;
      const { code, passage } = chosen;
      const picker = new CodePicker({
        title: vscode.l10n.t('Replace “{0}” by', rows.name(code)),
        placeholder: vscode.l10n.t('Type to find a code'),
      });
      const items = usableItems(await studies.codes(place.study));
      picker.offer({ items: items.filter(({ id }) => id !== code), recent: [] });
      const picked = await picker.picked;
      if (!picked || !('codes' in picked)) return false;
      const by = picked.codes[0]!;
      const step = stepFor(place.editor, tracked, passage, (params) =>
        server.request(requests.replaceCode, { ...params, code, by }),
      );
      return (await write(place.editor, [step])) > 0;
    });
  }

  /** Makes a passage cover just what is selected. */
  resize(): Promise<boolean> {
    return this.#at(async (place, tracked) => {
      const { editor } = place;
      const { selection } = editor;
      if (selection.isEmpty) return tell(vscode.l10n.t('Select what the passage shall cover.'));
      const range = tracked.add(selection);
      const found = await passagesAt(this.parts.server, place, selection);
      if (found.length === 0) {
        return tell(vscode.l10n.t('Select so that the selection touches the passage it is for.'));
      }
      const rows = await Rows.of(this.parts.studies, place.study);
      const title = vscode.l10n.t('Extend or shrink which passage?');
      const passage = await whichOf(found, (one) => rows.passage(one), title);
      if (!passage) return false;
      const step = stepFor(editor, tracked, passage, async (params) => {
        const now = range();
        if (!now) return { refused: vscode.l10n.t('The selected text changed in the meantime.') };
        const { start, end } = now;
        const snap = snapsToWords();
        return this.parts.server.request(requests.resizePassage, { ...params, range: { start, end }, snap });
      });
      return (await write(editor, [step], { after: true })) > 0;
    });
  }

  /** Each code of each passage that the cursor is in; says so where there is none. */
  async #codingsAtCursor(place: Place): Promise<ChoiceOfCode[] | undefined> {
    const { active } = place.editor.selection;
    const passages = await passagesAt(this.parts.server, place, new vscode.Range(active, active));
    const found = passages.flatMap((passage) => passage.codes.map((code) => ({ passage, code })));
    if (found.length > 0) return found;
    tell(vscode.l10n.t('There is no coded passage at the cursor.'));
    return undefined;
  }

  async #at(
    change: (place: Place, tracked: Tracked) => Promise<boolean>,
    { several = false } = {},
  ): Promise<boolean> {
    const place = placeOf(this.parts.studies);
    if (!place) return false;
    if (!several && place.editor.selections.length > 1) {
      return tell(vscode.l10n.t('This is for one place at a time: press Escape to leave one cursor.'));
    }
    const tracked = new Tracked(place.editor.document);
    try {
      return await change(place, tracked);
    } finally {
      tracked.dispose();
    }
  }
}

function byPassage(codings: readonly ChoiceOfCode[]): Map<PassageHere, string[]> {
  const result = new Map<PassageHere, string[]>();
  for (const { passage, code } of codings) result.set(passage, [...(result.get(passage) ?? []), code]);
  return result;
}
