import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import * as vscode from 'vscode';
import { api, closeAll, eventually, file, onDisk, remove } from './support.js';

const path = 'being-coded.md';
const head = '---\ndistrict: Alder\ncoding: partial\n---\n\n';
const run = (name: string): Thenable<unknown> => vscode.commands.executeCommand(`qualdown.${name}`);
const settings = (): vscode.WorkspaceConfiguration => vscode.workspace.getConfiguration('qualdown');

/** Opens a document with this text; `«…»` are its selections, `‸` its cursors. */
async function given(marked: string): Promise<vscode.TextEditor> {
  const places: [number, number][] = [];
  let text = head;
  for (const piece of (head + marked).slice(head.length).split(/([«»‸])/)) {
    if (piece === '«' || piece === '‸') places.push([text.length, text.length]);
    else if (piece === '»') places.at(-1)![1] = text.length;
    else text += piece;
  }
  writeFileSync(file(path).fsPath, text);
  const document = await vscode.workspace.openTextDocument(file(path));
  await eventually(() => assert.equal(document.getText(), text));
  const editor = await vscode.window.showTextDocument(document);
  editor.selections = places.map(
    ([start, end]) => new vscode.Selection(document.positionAt(start), document.positionAt(end)),
  );
  return editor;
}

/** The text with its selections and cursors marked. */
function shown({ document, selections }: vscode.TextEditor): string {
  let text = document.getText();
  const ends = [...selections].sort((a, b) => b.start.compareTo(a.start));
  for (const { start, end, isEmpty } of ends) {
    const [from, to] = [document.offsetAt(start), document.offsetAt(end)];
    const inner = isEmpty ? '‸' : `«${text.slice(from, to)}»`;
    text = text.slice(0, from) + inner + text.slice(to);
  }
  return text.slice(head.length);
}

/** Runs a command, and meanwhile answers every list by its first entry, or that many further down. */
async function answering(name: string, down = 0): Promise<unknown> {
  const ended = new AbortController();
  const done = Promise.resolve(run(name)).finally(() => ended.abort());
  while (!ended.signal.aborted) {
    await new Promise((resolve) => setTimeout(resolve, 300));
    for (let i = 0; i < down; i++) await quickOpen('quickOpenSelectNext');
    await quickOpen('acceptSelectedQuickOpenItem');
  }
  return done;
}

/** Until a list has come up, or shows what was done in it. */
const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 1000));

const quickOpen = (action: string): Thenable<unknown> =>
  vscode.commands.executeCommand(`workbench.action.${action}`);

async function check(
  command: string,
  before: string,
  after: string,
  { down = 0, done = true } = {},
): Promise<void> {
  const editor = await given(before);
  const text = editor.document.getText();
  assert.equal(await answering(command, down), done);
  assert.equal(shown(editor), after);
  if (!done) return;
  await vscode.commands.executeCommand('undo');
  assert.equal(editor.document.getText(), text, 'one undo restores all');
}

describe('coding', () => {
  before(async () => {
    await api();
    await settings().update('coder', 'eva', vscode.ConfigurationTarget.Global);
    // Which codes stand first depends on those applied last.
    await given('**P:** We «never» met.\n');
    await answering('applyCode');
    await closeAll();
  });
  after(async () => {
    await settings().update('coder', undefined, vscode.ConfigurationTarget.Global);
    await closeAll();
    await remove(path);
  });
  afterEach(closeAll);
  const eva = '{.loose-coupling coder=eva}';

  describe('“Code selection”', () => {
    it('codes whole words, and leaves the cursor behind the passage', () =>
      check('applyCode', '**P:** We n«ever m»et.\n', `**P:** We [never met]${eva}‸.\n`));

    it('codes just what is selected when words are not to be completed', async () => {
      await settings().update('snapToWords', false, vscode.ConfigurationTarget.Global);
      try {
        await check('applyCode', '**P:** We n«ever» met.\n', `**P:** We n[ever]${eva}‸ met.\n`);
      } finally {
        await settings().update('snapToWords', undefined, vscode.ConfigurationTarget.Global);
      }
    });

    it('adds a code to a passage that has one', () =>
      check(
        'applyCode',
        '**P:** We [«never»]{.focus coder=eva} met.\n',
        '**P:** We [never]{.focus .loose-coupling coder=eva}‸ met.\n',
      ));

    it('codes each of several selections, in one step', () =>
      check(
        'applyCode',
        '**P:** «We» never «met».\n\n**P:** «No.»\n',
        `**P:** [We]${eva}‸ never [met]${eva}‸.\n\n**P:** [No.]${eva}‸\n`,
      ));

    it('codes the sentence at the cursor where nothing is selected', () =>
      check('applyCode', '**P:** We met. Ne‸ver!\n', `**P:** We met. [Never!]${eva}‸\n`));

    it('codes the first sentence when the cursor is in the speaker’s label', () =>
      check('applyCode', '‸**P:** We met. Never!\n', `**P:** [We met.]${eva}‸ Never!\n`));

    it('refuses an empty line', () =>
      check('applyCode', '**P:** We met.\n\n‸\n\nYes.\n', '**P:** We met.\n\n‸\n\nYes.\n', { done: false }));

    it('offers the section of a heading', () =>
      check(
        'applyCode',
        '## «The room»\n\n**P:** No.\n',
        '## The room {.loose-coupling coder=eva}‸\n\n**P:** No.\n',
      ));

    it('codes the words of a heading alone when that is chosen', async () => {
      const editor = await given('## The «room»\n\n**P:** No.\n');
      assert.equal(await answering('codeAgain', 1), true);
      assert.equal(shown(editor), `## The [room]${eva}‸\n\n**P:** No.\n`);
    });

    it('writes nothing when the document is closed while the list is open', async () => {
      const editor = await given('**P:** We «never» met.\n');
      const before = editor.document.getText();
      const applied = run('applyCode');
      await pause();
      await closeAll();
      await quickOpen('acceptSelectedQuickOpenItem');
      await quickOpen('closeQuickOpen');
      assert.equal(await applied, false);
      assert.equal(onDisk(path), before);
    });

    it('selects more when it is called again while the list is open, and nothing when the list is left', async () => {
      const before = '**P:** We met. Ne‸ver!\n\nYes.\n';
      const editor = await given(before);
      const applied = run('applyCode');
      await eventually(() => assert.equal(shown(editor), '**P:** We met. «Never!»\n\nYes.\n'));
      await run('applyCode');
      await eventually(() => assert.equal(shown(editor), '**P:** «We met. Never!»\n\nYes.\n'));
      await run('applyCode');
      await eventually(() => assert.equal(shown(editor), '**P:** «We met. Never!\n\nYes.»\n'));
      await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
      assert.equal(await applied, false);
      await eventually(() => assert.equal(shown(editor), before));
    });

    /** Something else changes the document while the list is open. */
    async function meanwhile(before: string, replaced: string, by: string): Promise<[unknown, string]> {
      const editor = await given(before);
      const applied = answeringLater();
      await new Promise((resolve) => setTimeout(resolve, 700));
      const edit = new vscode.WorkspaceEdit();
      const start = editor.document.getText().indexOf(replaced);
      const range = new vscode.Range(
        editor.document.positionAt(start),
        editor.document.positionAt(start + replaced.length),
      );
      edit.replace(editor.document.uri, range, by);
      await vscode.workspace.applyEdit(edit);
      return [await applied, shown(editor)];
    }
    async function answeringLater(): Promise<unknown> {
      const applied = run('applyCode');
      await new Promise((resolve) => setTimeout(resolve, 1500));
      await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
      return applied;
    }

    it('finds the passage again when the text before it has changed', async () => {
      const outcome = await meanwhile('**P:** Well. We «never» met.\n', 'Well. ', 'Oh, well, no.\n\n');
      assert.deepEqual(outcome, [true, `**P:** Oh, well, no.\n\nWe [never]${eva}‸ met.\n`]);
    });

    it('writes nothing when the selected text itself has changed', async () => {
      const [done, text] = await meanwhile('**P:** We «never» met.\n', 'nev', 'ev');
      assert.equal(done, false);
      assert.equal(text.replace(/[«»‸]/g, ''), '**P:** We ever met.\n');
    });
  });

  describe('“Code again with last codes”', () => {
    it('asks nothing', async () => {
      const editor = await given('**P:** We «never» met.\n');
      assert.equal(await run('codeAgain'), true);
      assert.equal(shown(editor), `**P:** We [never]${eva}‸ met.\n`);
    });

    it('codes each of several selections, in one step', () =>
      check('codeAgain', '**P:** «We» never «met».\n', `**P:** [We]${eva}‸ never [met]${eva}‸.\n`));
  });

  describe('“Select sentence, paragraph, turn”', () => {
    it('selects more each time', async () => {
      const editor = await given('**P:** We met. Ne‸ver!\n\nYes.\n');
      await run('growSelection');
      assert.equal(shown(editor), '**P:** We met. «Never!»\n\nYes.\n');
      await run('growSelection');
      assert.equal(shown(editor), '**P:** «We met. Never!»\n\nYes.\n');
    });
  });

  describe('“Remove code at cursor”', () => {
    it('takes the code off the whole passage', () =>
      check('removeCode', '**P:** We [nev‸er met]{.focus coder=ana}.\n', '**P:** We nev‸er met.\n'));

    it('asks which of several, the innermost first', () =>
      check(
        'removeCode',
        '**P:** [We [nev‸er]{.focus} met]{.buffering}.\n',
        '**P:** [We nev‸er met]{.buffering}.\n',
      ));

    it('takes off all of them when that is chosen', () =>
      check(
        'removeCode',
        '**P:** [We [nev‸er]{.focus} met]{.buffering .isolation}.\n',
        '**P:** We nev‸er met.\n',
        {
          down: 3,
        },
      ));

    it('does nothing where nothing is coded', () =>
      check('removeCode', '**P:** We ‸met.\n', '**P:** We ‸met.\n', { done: false }));
  });

  describe('“Remove codes from selection”', () => {
    it('splits a passage', async () => {
      const editor = await given('**P:** [We have «never» met]{.focus}.\n');
      assert.equal(await answering('removeFromSelection'), true);
      assert.match(
        shown(editor).replace(/‸/g, ''),
        /^\*\*P:\*\* \[We have\]\{\.focus[^}]*\} never \[met\]\{\.focus[^}]*\}\.\n$/,
      );
    });

    it('takes off each code that the selection touches', () =>
      check(
        'removeFromSelection',
        '**P:** «[We]{.focus} have [met]{.buffering}».\n',
        '**P:** We have met‸.\n',
      ));

    it('says so when nothing there is coded', () =>
      check('removeFromSelection', '**P:** «We» met.\n', '**P:** «We» met.\n', { done: false }));
  });

  describe('“Code in vivo”', () => {
    const codebook = (): Promise<string> =>
      Promise.resolve(vscode.workspace.openTextDocument(file('codebook.yaml'))).then((document) =>
        document.getText(),
      );

    it('makes a code of the words, at the top of the codebook, and codes them with it', async () => {
      const before = onDisk('codebook.yaml');
      try {
        const editor = await given('**P:** They «leave us alone».\n');
        assert.equal(await answering('codeInVivo'), true);
        assert.equal(shown(editor), '**P:** They [leave us alone]{.leave-us-alone coder=eva}‸.\n');
        const made = await codebook();
        assert.match(made, /^ {2}leave-us-alone:/m);
        assert.match(made, /leave us alone/);
      } finally {
        await closeAll();
        writeFileSync(file('codebook.yaml').fsPath, before);
        await eventually(async () => assert.equal(await codebook(), before));
      }
    });

    it('takes the code that has that name already', () =>
      check(
        'codeInVivo',
        '**P:** It is «buffering».\n',
        '**P:** It is [buffering]{.buffering coder=eva}‸.\n',
      ));
  });

  it('“Replace code…” puts another code in its place', () =>
    check('replaceCode', '**P:** We [nev‸er]{.focus} met.\n', '**P:** We [nev‸er]{.loose-coupling} met.\n'));

  describe('“Extend or shrink the passage to the selection”', () => {
    it('extends', () =>
      check('resizePassage', '**P:** We «[never]{.focus} met».\n', '**P:** We [never met]{.focus}‸.\n'));

    it('shrinks', () =>
      check('resizePassage', '**P:** [We «never» met]{.focus}.\n', '**P:** We [never]{.focus}‸ met.\n'));
  });

  it('is among the refactorings, as far as it fits the place', async () => {
    const titles = async (marked: string): Promise<string[]> => {
      const { document, selection } = await given(marked);
      const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
        'vscode.executeCodeActionProvider',
        document.uri,
        selection,
        vscode.CodeActionKind.Refactor.append('qualdown').value,
      );
      return actions.map(({ command }) => command!.command.replace('qualdown.', ''));
    };
    assert.deepEqual(await titles('**P:** We «never» met.\n'), ['applyCode', 'codeAgain', 'codeInVivo']);
    assert.deepEqual(await titles('**P:** We [ne‸ver]{.focus} met.\n'), [
      'applyCode',
      'codeAgain',
      'codeInVivo',
      'removeCode',
      'replaceCode',
    ]);
    assert.deepEqual(await titles('**P:** We [«never» met]{.focus}.\n'), [
      'applyCode',
      'codeAgain',
      'codeInVivo',
      'removeCode',
      'replaceCode',
      'removeFromSelection',
      'resizePassage',
    ]);
  });
});
