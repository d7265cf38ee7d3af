import { env, l10n } from 'vscode';
import type { Coding } from '../../server/src/protocol.js';

const numbers = new Intl.NumberFormat(env.language);

export const number = (n: number): string => numbers.format(n);

export const passages = (n: number): string =>
  n === 1 ? l10n.t('1 passage') : l10n.t('{0} passages', number(n));
export const documents = (n: number): string =>
  n === 1 ? l10n.t('1 document') : l10n.t('{0} documents', number(n));
export const memos = (n: number): string => (n === 1 ? l10n.t('1 memo') : l10n.t('{0} memos', number(n)));
export const words = (n: number): string =>
  n === 1 ? l10n.t('1 counted word') : l10n.t('{0} counted words', number(n));
/** The same where there is little room. */
export const shortWords = (n: number): string =>
  n === 1 ? l10n.t('1 word') : l10n.t('{0} words', number(n));

/** How far a document is coded, in a word or two. */
export function codingText(coding: Coding): string {
  switch (coding) {
    case 'none':
      return l10n.t('not coded');
    case 'partial':
      return l10n.t('partly coded');
    case 'done':
      return l10n.t('done');
  }
}

/** The codicon for how far a document is coded: an empty circle, a half one, a ticked one. */
export const codingIcon: Readonly<Record<Coding, string>> = {
  none: 'circle-large-outline',
  partial: 'color-mode',
  done: 'pass',
};

/** A value of the attribute that cases are compared by; `null` where a document has none. */
export const caseText = (value: string | null, attribute: string): string =>
  value ?? l10n.t('(no {0})', attribute);
