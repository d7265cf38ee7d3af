import { checkCodebook, checkConfig, checkDocument } from '../../core/check/index.js';
import type { Problem } from '../../core/problem.js';
import type { Page } from '../pages.js';

/** What is wrong in a file by itself and by the codebook and configuration. */
export function problemsOf(page: Page): readonly Problem[] {
  switch (page.kind) {
    case 'document':
      return checkDocument(page.study, page.document, page.text.getText());
    case 'memo':
      return page.memo.problems;
    case 'kept':
      return page.kept.problems;
    case 'codebook':
      return checkCodebook(page.study);
    case 'config':
      return checkConfig(page.study);
  }
}
