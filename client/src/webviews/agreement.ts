// The Agreement view: how far two sides agree, code by code, and every disagreement to be read and decided.
import '@vscode-elements/elements/dist/vscode-button/index.js';
import '@vscode-elements/elements/dist/vscode-checkbox/index.js';
import * as l10n from '@vscode/l10n';
import { render } from 'lit';
import { load } from './agreement/actions.js';
import { onKey } from './agreement/desk.js';
import { pageView } from './agreement/page.js';
import { change, drawWith, forgotten, state } from './agreement/state.js';
import { answered, host } from './compare/host.js';
import type { ToPage } from './compareMessages.js';

drawWith(() => {
  render(pageView(), document.body);
  document.querySelector('.list .active')?.scrollIntoView({ block: 'nearest' });
});

addEventListener('message', ({ data }: MessageEvent<ToPage>) => {
  switch (data.type) {
    case 'study': {
      showStudy(data);
      return;
    }
    case 'changed':
      void load(true);
      return;
    case 'answer': {
      answered(data);
      return;
    }
    case 'command':
      return;
  }
});
addEventListener('keydown', onKey);

host.postMessage({ type: 'ready', study: state.study });

function showStudy({ study, language, bundle }: ToPage & { type: 'study' }): void {
  l10n.config({ contents: bundle });
  document.documentElement.lang = language;
  const isOther = study !== null && state.study !== null && state.study !== study.uri;
  change({ ...(isOther && forgotten()), info: study, ...(study && { study: study.uri }) });
  if (study) void load();
}
