import * as vscode from 'vscode';
import {
  type PaintedPassage,
  type PaintParams,
  type Position,
  requests,
} from '../../../server/src/protocol.js';
import type { Seeing } from '../paint/index.js';
import type { Parts } from '../parts.js';
import { number } from '../texts.js';
import { stepFrom, type Direction } from './step.js';

/** How long a position is announced (ms). */
const announced = 8000;

/** From passage to passage (of the filter), and to the turns that are still to be coded. */
export function registerNavigate({ command, server }: Parts, { painter, filter }: Seeing): void {
  const walk = (direction: Direction, placesOf: PlacesOf, none: () => string) =>
    go(painter, direction, placesOf, none);
  const passages = ({ passages }: PaintParams): Place[] =>
    passages.flatMap((passage) => filter.of(passage) ?? []).map(placeOf);
  const turns = async ({ uri, turns }: PaintParams): Promise<Place[]> => {
    const left = (all: PaintParams['turns'], say: Place['say']): Place[] =>
      all.filter(({ coded }) => !coded).map(({ start }) => ({ at: start, say }));
    if (turns.length > 0) return left(turns, sayTurn);
    // Field notes have no turns.
    return left((await server.request(requests.paragraphs, { uri })) ?? [], sayParagraph);
  };
  const noPassage = (): string =>
    filter.isOn
      ? vscode.l10n.t('No passage of the filter is in this document.')
      : vscode.l10n.t('No passage is in this document.');
  const noTurn = (): string => vscode.l10n.t('No turn or paragraph of this document is left to code.');
  command('nextPassage', () => walk('next', passages, noPassage));
  command('previousPassage', () => walk('previous', passages, noPassage));
  command('nextUncodedTurn', () => walk('next', turns, noTurn));
  command('previousUncodedTurn', () => walk('previous', turns, noTurn));
}

type PlacesOf = (painted: PaintParams) => Place[] | Promise<Place[]>;

interface Place {
  readonly at: Position;
  say(index: number, count: number): string;
}

function placeOf({ ranges, blocks, codes }: PaintedPassage): Place {
  const at = [...ranges, ...blocks].map(({ start }) => start).reduce((a, b) => (isBefore(b, a) ? b : a));
  const names = codes.map(({ name }) => name).join(', ');
  return {
    at,
    say: (index, count) => vscode.l10n.t('passage {0} of {1}: {2}', number(index + 1), number(count), names),
  };
}

const sayTurn = (index: number, count: number): string =>
  vscode.l10n.t('uncoded turn {0} of {1}', number(index + 1), number(count));

const sayParagraph = (index: number, count: number): string =>
  vscode.l10n.t('uncoded paragraph {0} of {1}', number(index + 1), number(count));

/** Moves the cursor to the next place, from the end to the start again. Resolves to what was announced. */
async function go(
  painter: Seeing['painter'],
  direction: Direction,
  placesOf: PlacesOf,
  none: () => string,
): Promise<string | undefined> {
  const editor = vscode.window.activeTextEditor;
  const painted = editor && (await painter.of(editor.document));
  if (!painted || painted.version !== editor.document.version) return undefined;
  const places = (await placesOf(painted)).sort((a, b) => (isBefore(a.at, b.at) ? -1 : 1));
  if (painted.version !== editor.document.version) return undefined;
  const index = stepFrom(
    places.map(({ at }) => at),
    editor.selection.active,
    direction,
  );
  const place = index === undefined ? undefined : places[index];
  const message = place ? place.say(index!, places.length) : none();
  if (place) {
    const at = new vscode.Position(place.at.line, place.at.character);
    editor.selection = new vscode.Selection(at, at);
    editor.revealRange(editor.selection, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  }
  vscode.window.setStatusBarMessage(`$(tag) ${message}`, announced);
  return message;
}

const isBefore = (a: Position, b: Position): boolean =>
  a.line < b.line || (a.line === b.line && a.character < b.character);
