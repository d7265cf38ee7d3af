// The Compare view: asks for analyses through the extension and shows any report as a table that opens onto its passages.
import '@vscode-elements/elements/dist/vscode-button/index.js';
import '@vscode-elements/elements/dist/vscode-checkbox/index.js';
import '@vscode-elements/elements/dist/vscode-textfield/index.js';
import * as l10n from '@vscode/l10n';
import { render } from 'lit';
import { attempt, load, loadCharts, loadChoices } from './compare/actions.js';
import { answered, host } from './compare/host.js';
import type { ToPage } from './compareMessages.js';
import { focusActive } from './compare/navigation.js';
import { outputs } from './compare/output.js';
import { pageView } from './compare/page.js';
import { leavePane } from './compare/passages.js';
import { change, drawWith, forgotten, state } from './compare/state.js';
import { tableDrawn } from './compare/table.js';

const isInTable = (): boolean => document.activeElement?.closest('.frame') != null;

drawWith(() => {
  const wasInTable = isInTable();
  render(pageView(), document.body);
  tableDrawn();
  // A cell that is put to another place, or whose row is gone, loses the focus.
  if (wasInTable && !isInTable()) focusActive();
});

addEventListener('message', ({ data }: MessageEvent<ToPage>) => {
  switch (data.type) {
    case 'study': {
      showStudy(data);
      return;
    }
    case 'changed':
      if (state.info) change({ info: { ...state.info, documents: data.documents, none: data.none } });
      void load(true);
      return void loadChoices();
    case 'command': {
      attempt(outputs[data.command]);
      return;
    }
    case 'answer': {
      answered(data);
      return;
    }
  }
});

addEventListener('keydown', (event) => {
  if (event.key === 'Escape' && state.pane !== null && !event.defaultPrevented) leavePane();
});
// A chart is drawn for the theme that it is seen in.
new MutationObserver(() => {
  if (state.pane === 'charts') attempt(loadCharts);
}).observe(document.body, { attributeFilter: ['class'] });

host.postMessage({ type: 'ready', study: state.study });

function showStudy({ study, language, bundle, spec, name }: ToPage & { type: 'study' }): void {
  l10n.config({ contents: bundle });
  document.documentElement.lang = language;
  const isOther = study !== null && state.study !== null && state.study !== study.uri;
  change({
    ...(isOther && forgotten()),
    ...(spec && { ...forgotten(), spec, name: name ?? '' }),
    info: study,
    language,
    ...(study && { study: study.uri }),
  });
  if (!study) return;
  void load();
  void loadChoices();
}
