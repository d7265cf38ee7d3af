import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import type { AnalysisKind, AnalysisSpec, CodeNode, Measure } from '../../../../server/src/protocol.js';
import { attempt, choose, pick } from './actions.js';
import type { PickItem } from '../compareMessages.js';
import { type Option, select } from './select.js';
import { state } from './state.js';

export const kinds = (): readonly (readonly [AnalysisKind, string])[] => [
  ['crosstab', l10n.t('Crosstab')],
  ['spread', l10n.t('Spread within columns')],
  ['contrast', l10n.t('Contrast: what tells columns apart')],
  ['reciprocity', l10n.t('Balance of counterparts')],
  ['stability', l10n.t('Stability over time')],
  ['cooccurrence', l10n.t('Co-occurrence of codes')],
  ['matrix', l10n.t('Framework matrix')],
  ['saturation', l10n.t('Saturation')],
];

const measures = (): readonly (readonly [Measure, string])[] => [
  ['overview', l10n.t('Overview')],
  ['documents', l10n.t('Documents')],
  ['participants', l10n.t('Participants')],
  ['segments', l10n.t('Passages')],
  ['words', l10n.t('Words')],
  ['share', l10n.t('Share of counted words')],
  ['rate', l10n.t('Passages per 1,000 words')],
  ['row-percent', l10n.t('Per cent of the row')],
  ['column-percent', l10n.t('Per cent of the column')],
  ['total-percent', l10n.t('Per cent of the table')],
  ['present', l10n.t('Present or absent')],
];

/** Analyses whose columns (or cases) an attribute makes. */
const hasColumns = new Set<AnalysisKind>([
  'crosstab',
  'spread',
  'contrast',
  'reciprocity',
  'stability',
  'matrix',
]);

/** What is asked: the analysis, its columns, its rows, and what only some analyses take. */
export function pickersView(): TemplateResult {
  const { spec } = state;
  const kind = spec.kind ?? 'crosstab';
  return html`<div class="pickers" role="group" aria-label=${l10n.t('What is compared')}>
    ${select(l10n.t('Analysis'), kinds(), kind, (value) => choose({ kind: value as AnalysisKind }))}
    ${hasColumns.has(kind) ? columnPickers(spec, kind) : nothing}
    ${kind === 'saturation' ? nothing : rowPicker(spec)}
    ${
      kind === 'crosstab'
        ? select(l10n.t('Figures'), measures(), spec.measure ?? 'overview', (value) =>
            choose({ measure: value === 'overview' ? undefined : (value as Measure) }),
          )
        : nothing
    }
    ${ownPickers(spec, kind)}
  </div>`;
}

const attributeOptions = (): Option[] => (state.choices?.attributes ?? []).map(({ name }) => [name, name]);

function columnPickers({ by }: AnalysisSpec, kind: AnalysisKind): TemplateResult {
  const standard = state.info?.compareBy ?? '';
  const attributes = attributeOptions();
  const own: Option[] = attributes.some(([one]) => one === standard) ? [] : [[standard, standard]];
  const others: Option[] = [
    ...(state.choices?.ofParticipants ?? []).map((one): Option => [one, l10n.t('{0} of participants', one)]),
    ['participant', l10n.t('each participant')],
    ['speaker', l10n.t('each speaker')],
    ['coder', l10n.t('each coder')],
  ];
  const [first = standard, second = ''] = by ?? [];
  const isCrosstab = kind === 'crosstab' || kind === 'spread';
  const set = (one: string, two: string): void => {
    const pair = two === '' || two === one ? [one] : [one, two];
    choose({ by: pair.length === 1 && one === standard ? undefined : pair });
  };
  const name = kind === 'matrix' ? l10n.t('Cases') : l10n.t('Columns');
  const rest: Option[] = [
    ['', l10n.t('nothing else')],
    ...[...own, ...attributes, ...others].filter(([one]) => one !== first),
  ];
  return html`${select(name, [...own, ...attributes, ...(isCrosstab ? others : [])], first, (value) =>
    set(value, second),
  )}
  ${kind === 'crosstab' ? select(l10n.t('and'), rest, second, (value) => set(first, value)) : nothing}`;
}

function rowPicker({ codes, rollup, families, kind }: AnalysisSpec): TemplateResult {
  const value = families ? 'families' : rollup ? 'rollup' : 'alone';
  const chosen = codes?.length ?? 0;
  const options: Option[] = [
    ['alone', l10n.t('Codes alone')],
    ['rollup', l10n.t('Codes with those below')],
    ['families', l10n.t('Families only')],
  ];
  const name = kind === 'cooccurrence' || kind === 'matrix' ? l10n.t('Codes') : l10n.t('Rows');
  const text =
    chosen === 0 ? l10n.t('All codes…') : chosen === 1 ? l10n.t('1 code…') : l10n.t('{0} codes…', chosen);
  return html`${select(name, options, value, (to) =>
      choose({ rollup: to === 'rollup' || undefined, families: to === 'families' || undefined }),
    )}
    <vscode-button
      secondary
      title=${l10n.t('Choose which codes are shown')}
      @click=${() => attempt(pickCodes)}
      >${text}</vscode-button
    >`;
}

async function pickCodes(): Promise<void> {
  const picked = new Set(state.spec.codes ?? []);
  const items = (nodes: readonly CodeNode[], depth: number): PickItem[] =>
    nodes.flatMap((node) => [
      {
        value: node.id,
        label: `${'\u2003'.repeat(depth)}${node.name}`,
        description: node.id === node.name ? '' : node.id,
        picked: picked.has(node.id) || node.aliases.some((alias) => picked.has(alias)),
      },
      ...items(node.children, depth + 1),
    ]);
  const title = l10n.t('Codes to show; none chosen shows all');
  const codes = await pick(title, items(state.codes, 0), true);
  if (codes) choose({ codes });
}

/** What only one analysis takes. */
function ownPickers(spec: AnalysisSpec, kind: AnalysisKind): TemplateResult | typeof nothing {
  switch (kind) {
    case 'cooccurrence':
      return select(
        l10n.t('Together'),
        [
          ['overlap', l10n.t('where passages overlap')],
          ['turn', l10n.t('in the same turn')],
          ['paragraph', l10n.t('in the same paragraph')],
          ['document', l10n.t('in the same document')],
        ],
        spec.within ?? 'overlap',
        (value) => choose({ within: value as NonNullable<AnalysisSpec['within']> }),
      );
    case 'stability':
      return select(l10n.t('Over'), [...attributeOptions()], spec.over ?? 'wave', (over) => choose({ over }));
    case 'matrix':
      return html`${select(
        l10n.t('Rows'),
        [
          ['case', l10n.t('Cases')],
          ['document', l10n.t('Documents')],
          ['participant', l10n.t('Participants')],
        ],
        spec.unit ?? 'case',
        (value) => choose({ unit: value as NonNullable<AnalysisSpec['unit']> }),
      )}${checkbox(l10n.t('Passages also where there is a summary'), spec.passages ?? false, (on) =>
        choose({ passages: on || undefined }),
      )}`;
    case 'contrast':
      return html`${select(
        l10n.t('Resampled'),
        [
          ['', l10n.t('participants, else documents')],
          ['participant', l10n.t('participants')],
          ['document', l10n.t('documents')],
        ],
        spec.level ?? '',
        (value) => choose({ level: (value || undefined) as AnalysisSpec['level'] }),
      )}${checkbox(l10n.t('Cramér’s V and odds ratio'), spec.tests ?? false, (on) =>
        choose({ tests: on || undefined }),
      )}${field(l10n.t('Seed'), spec.seed === undefined ? '' : String(spec.seed), (text) =>
        choose({ seed: text === '' ? undefined : Number(text) }),
      )}`;
    default:
      return nothing;
  }
}

export function checkbox(name: string, checked: boolean, set: (on: boolean) => void): TemplateResult {
  return html`<vscode-checkbox
    label=${name}
    .checked=${checked}
    @change=${(event: Event) => set((event.target as HTMLInputElement).checked)}
  ></vscode-checkbox>`;
}

/** A line to type in; taken over on Enter or when it is left. */
export function field(name: string, value: string, set: (text: string) => void, hint = ''): TemplateResult {
  return html`<label class="pick"
    ><span>${name}</span
    ><vscode-textfield
      .label=${name}
      placeholder=${hint}
      .value=${value}
      @change=${(event: Event) => set((event.target as HTMLInputElement).value.trim())}
    ></vscode-textfield
  ></label>`;
}
