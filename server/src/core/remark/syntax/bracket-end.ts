import { normalizeIdentifier } from 'micromark-util-normalize-identifier';
import { resolveAll } from 'micromark-util-resolve-all';
import { codes } from 'micromark-util-symbol';
import type {
  Construct,
  Event,
  Point,
  Resolver,
  State,
  Token,
  TokenizeContext,
  Tokenizer,
} from 'micromark-util-types';
import { attributes } from './attributes.js';
import { noteCall } from './bracket-start.js';
import { construct, seq, type Step } from './grammar.js';
import { linkAttributes, resource } from './resource.js';

/** What a closing bracket makes of everything since `opening`. */
export interface BracketGroup {
  readonly type: 'span' | 'link' | 'image' | 'inlineNote';
  readonly opening: Token;
  readonly reference?: { readonly type: 'shortcut' | 'collapsed' | 'full'; readonly label: string };
}

/**
 * Brackets close innermost first. `[text]{…}` is a span, `[text](…)` a link, `[text][label]` a reference, and
 * `[text]` is one where a definition of it exists. `![` opens an image and `^[` a note, unless what stands
 * after it makes it a link: neither becomes a span, nor does what begins with `^` or is the label of a reference.
 */

export const bracketEnd: Construct = { name: 'bracketEnd', tokenize: tokenizeEnd, resolveTo: resolveGroup };

function tokenizeEnd(this: TokenizeContext, ...[effects, ok, nok]: Parameters<Tokenizer>): State {
  const start = this._labelStarts?.pop();
  if (!start) return nok;
  const { kind, text } = start._opening!;
  const label = this.sliceSerialize({ start: start.end, end: this.now() });
  const isDefined = (name: string) => this.parser.defined.includes(normalizeIdentifier(name));
  let closing: Token;

  const becomes =
    (group: BracketGroup): State =>
    (code) => {
      closing._group = group;
      return ok(code);
    };
  const tryStep = (step: Step, matched: State, failed: State): State =>
    effects.attempt(construct(step), matched, failed);
  const link = kind === 'image' ? 'image' : 'link';

  /** `[text]{…}`, `[text](…)` */
  const afterText: State = (code) => {
    const inline = tryStep(
      seq(resource, linkAttributes),
      becomes({ type: link, opening: start }),
      afterNothing,
    );
    if (kind === 'note') return effects.check(construct(attributes), ok, inline)(code);
    if (kind === 'image' || label.startsWith('^')) return inline(code);
    return tryStep(attributes, becomes({ type: 'span', opening: start }), inline)(code);
  };
  /** `[text][`: the label comes next; or `[text]` alone. */
  const afterNothing: State = (code) => {
    if (code === codes.leftSquareBracket) {
      return effects.check(noteCall, shortcut, (next) => {
        this.bracketText = { opening: start, end: this.now().offset };
        return ok(next);
      })(code);
    }
    return kind === 'note' ? becomes({ type: 'inlineNote', opening: start })(code) : shortcut(code);
  };
  const shortcut: State = (code) =>
    isDefined(label)
      ? becomes({ type: link, opening: start, reference: { type: 'shortcut', label } })(code)
      : ok(code);
  /** `[text][label]`: attributes belong to it, defined or not. */
  const afterLabel: State = (code) => {
    const opening = text!;
    const textLabel = this.sliceSerialize({ start: opening.end, end: opening._opening!.closing!.start });
    const reference = label
      ? ({ type: 'full', label } as const)
      : ({ type: 'collapsed', label: textLabel } as const);
    const type = opening._opening!.kind === 'image' ? 'image' : 'link';
    const after = isDefined(reference.label) ? becomes({ type, opening, reference }) : ok;
    return tryStep(linkAttributes, after, after)(code);
  };
  return (code) => {
    closing = effects.enter('bracketEnd');
    effects.consume(code);
    effects.exit('bracketEnd');
    start._opening!.closing = closing;
    return text ? afterLabel : afterText;
  };
}

/** Wraps what lies between the brackets, and what follows them, in a token of the group. */
function resolveGroup(...[events, context]: Parameters<Resolver>): Event[] {
  const end = events.findLastIndex(([, token]) => token.type === 'bracketEnd') - 1;
  const group = events[end]![1]._group;
  if (!group) return events;
  const open = events.findLastIndex(([, token]) => token === group.opening) - 1;
  const close = events.findLastIndex(([, token]) => token === group.opening._opening!.closing) - 1;
  const insideSpan = context.parser.constructs.insideSpan.null ?? [];
  const last = events.at(-1)![1];
  // Before a link the `^` of `^[` is but a sign.
  const sign = group.opening._opening!.kind === 'note' && group.type === 'link' ? 1 : 0;
  const start = shiftedPoint(group.opening.start, sign);
  const outer: Token = { type: group.type, start, end: last.end, _group: group };
  const text: Token = {
    type: 'bracketText',
    start: group.opening.end,
    end: group.opening._opening!.closing!.start,
  };
  const after: Token = { type: 'bracketAfter', start: text.end, end: last.end };
  const inner = resolveAll(insideSpan, events.slice(open + 2, close), context);
  const tail = events.slice(close);
  events.length = open;
  if (sign > 0) {
    const caret: Token = { type: 'bracketStart', start: group.opening.start, end: start };
    events.push(['enter', caret, context], ['exit', caret, context]);
  }
  events.push(['enter', outer, context], ['enter', text, context]);
  for (const event of inner) events.push(event);
  events.push(['exit', text, context], ['enter', after, context]);
  for (const event of tail) events.push(event);
  events.push(['exit', after, context], ['exit', outer, context]);
  return events;
}

/** A point further on in the same chunk. */
function shiftedPoint(point: Point, by: number): Point {
  const { line, column, offset, _index, _bufferIndex } = point;
  return { line, column: column + by, offset: offset + by, _index, _bufferIndex: _bufferIndex + by };
}
