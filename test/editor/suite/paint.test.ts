import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { api, closeAll, eventually, file, open, rangeOf } from './support.js';

const path = 'alder/ap1-wave1.md';
const passage =
  'parents want to see a face, and if they see a face at the curb they don’t come looking for one in the classroom';

/** The texts that an editor shows in styles of a kind: a line's end is cut off where a range reaches beyond it. */
async function shown(editor: vscode.TextEditor, kind: RegExp): Promise<string[]> {
  const { seeing } = await api();
  return seeing.painter
    .shown(editor)
    .filter(({ style }) => kind.test(style))
    .flatMap(({ ranges }) => ranges)
    .map(({ start, end }) =>
      editor.document.getText(new vscode.Range(start.line, start.character, end.line, end.character)),
    );
}

const settings = (): vscode.WorkspaceConfiguration => vscode.workspace.getConfiguration('qualdown');
const run = (command: string): Thenable<unknown> => vscode.commands.executeCommand(`qualdown.${command}`);

describe('seeing what is coded', () => {
  let editor: vscode.TextEditor;
  beforeEach(async () => {
    editor = await open(path);
    editor.selection = new vscode.Selection(0, 0, 0, 0);
    await eventually(async () => assert((await shown(editor, /^text /)).includes(passage)));
  });
  afterEach(async () => {
    const { seeing } = await api();
    seeing.filter.set({});
    if (seeing.reading.isOn(editor)) await seeing.reading.toggle(editor);
    for (const name of ['stripes', 'highlights'])
      await settings().update(name, undefined, vscode.ConfigurationTarget.Global);
    await closeAll();
  });

  it('highlights and marks in the overview ruler are switched off and on', async () => {
    await run('toggleHighlights');
    await eventually(async () => assert.deepEqual(await shown(editor, /^text /), []));
    await run('toggleHighlights');
    await eventually(async () => assert((await shown(editor, /^text /)).includes(passage)));
    assert((await shown(editor, /^ruler /)).includes(passage));
  });

  it('a bar stands beside each passage, spans too, in columns of their own where they meet', async () => {
    assert((await shown(editor, /^bar 0 /)).includes(passage));
    const inner = 'My job with the tired ones is to place the kids carefully.';
    assert.deepEqual(
      (await shown(editor, /^bar 0 /)).filter((text) => text.includes(inner)),
      [],
    );
    assert.equal((await shown(editor, /^bar [12] /)).filter((text) => text.includes(inner)).length, 2);
  });

  it('stripes go from names to none and back, names alone too', async () => {
    await eventually(async () => assert.notDeepEqual(await shown(editor, /^badge\ntrue/), []));
    await run('toggleStripeNames');
    await eventually(async () => {
      assert.deepEqual(await shown(editor, /^badge/), []);
      assert.notDeepEqual(await shown(editor, /^bar /), []);
    });
    await run('toggleStripes');
    await eventually(async () => assert.deepEqual(await shown(editor, /^(bar|badge)/), []));
    await run('toggleStripes');
    await eventually(async () => assert.notDeepEqual(await shown(editor, /^badge/), []));
  });

  it('a filter shows the passages of codes, families and coders alone', async () => {
    const { seeing } = await api();
    const all = (await shown(editor, /^text /)).length;
    seeing.filter.set({ codes: new Set(['isolation']) });
    const isolated = await shown(editor, /^text /);
    assert.deepEqual([isolated.length > 0, isolated.includes(passage)], [true, false]);
    seeing.filter.set({ families: new Set(['loose-coupling']) });
    const family = await shown(editor, /^text /);
    assert(family.includes(passage) && family.length > isolated.length && family.length < all);
    seeing.filter.set({ coders: new Set(['nobody']) });
    assert.deepEqual(await shown(editor, /^(text|bar|ruler|badge)/), []);
    seeing.filter.set({ coders: new Set([null]) });
    assert((await shown(editor, /^text /)).includes(passage));
    await run('clearFilter');
    assert.equal((await shown(editor, /^text /)).length, all);
  });

  it('the cursor goes to passages and uncoded turns, and says which of how many', async () => {
    const { seeing } = await api();
    const painted = (await seeing.painter.of(editor.document))!;
    const count = painted.passages.length;
    assert.equal(await run('nextPassage'), `passage 1 of ${count}: Buffering`);
    assert.deepEqual(editor.selection.active, rangeOf(editor.document, passage).start);
    assert.match(String(await run('nextPassage')), new RegExp(`^passage 2 of ${count}: `));
    await run('previousPassage');
    assert.match(String(await run('previousPassage')), new RegExp(`^passage ${count} of ${count}: `));
    seeing.filter.set({ codes: new Set(['isolation']) });
    assert.match(String(await run('nextPassage')), /^passage \d of \d: Isolation$/);
    const left = painted.turns.filter(({ coded }) => !coded).length;
    editor.selection = new vscode.Selection(0, 0, 0, 0);
    assert.equal(await run('nextUncodedTurn'), `uncoded turn 1 of ${left}`);
    const { text } = editor.document.lineAt(editor.selection.active);
    assert.match(text, /^\*\*AP1:\*\*[^{]*$/);
    assert.equal(await run('previousUncodedTurn'), `uncoded turn ${left} of ${left}`);
  });

  it('progress is that of the turns that can be coded', async () => {
    const { seeing } = await api();
    const painted = (await seeing.painter.of(editor.document))!;
    assert.equal(painted.turns.length, 13);
    assert.equal(painted.turns.filter(({ coded }) => coded).length, 11);
  });

  it('the active document is marked as done by command', async () => {
    const other = await open('tilden/tp1-wave1.md');
    const before = other.document.getText();
    await other.edit((edit) => {
      const stated = rangeOf(other.document, 'coding: done');
      edit.replace(stated, 'coding: partial');
    });
    await eventually(async () => {
      await run('markDone');
      assert.equal(other.document.getText(), before);
    });
  });
});

describe('reading mode', () => {
  let editor: vscode.TextEditor;
  const hidden = (): Promise<string[]> => shown(editor, /^hidden/);
  beforeEach(async () => {
    editor = await open(path);
    editor.selection = new vscode.Selection(0, 0, 0, 0);
    await eventually(async () => assert.notDeepEqual(await shown(editor, /^text /), []));
    await run('toggleReading');
    await eventually(async () => assert.notDeepEqual(await hidden(), []));
  });
  afterEach(async () => {
    const { seeing } = await api();
    if (seeing.reading.isOn(editor)) await run('toggleReading');
    await closeAll();
  });

  it('hides every mark, and nothing else', async () => {
    const { document } = editor;
    const { seeing } = await api();
    const { passages } = (await seeing.painter.of(document))!;
    const hiddenTexts = await hidden();
    assert.equal(hiddenTexts.length, passages.flatMap(({ marks }) => marks).length);
    for (const text of hiddenTexts) assert.match(text, /^(\[|\]?\{[^}]*\}|:::.*)$/s);
    assert.deepEqual(await shown(editor, /^marks/), []);
  });

  it('puts names at the ends of passages, but not in the cursor’s line, where marks are shown', async () => {
    const { line } = rangeOf(editor.document, passage).end;
    const inLine = async (style: RegExp): Promise<number> => {
      const { seeing } = await api();
      return seeing.painter
        .shown(editor)
        .filter((one) => style.test(one.style))
        .flatMap(({ ranges }) => ranges)
        .filter(({ end }) => end.line === line).length;
    };
    assert.equal(await inLine(/^badge\nfalse/), 2);
    assert.equal(await inLine(/^shown/), 0);
    editor.selection = new vscode.Selection(line, 3, line, 3);
    await eventually(async () => {
      assert.equal(await inLine(/^badge/), 0);
      assert.equal(await inLine(/^shown/), 1);
    });
  });

  it('leaves editing as it is: typing at a passage’s end goes into it, undo takes it back', async () => {
    const before = editor.document.getText();
    editor.selection = new vscode.Selection(
      rangeOf(editor.document, passage).end,
      rangeOf(editor.document, passage).end,
    );
    await vscode.commands.executeCommand('type', { text: '!' });
    assert(editor.document.getText().includes(`${passage}!]{.buffering}`));
    await vscode.commands.executeCommand('undo');
    assert.equal(editor.document.getText(), before);
  });

  it('is remembered for the document, and for no other', async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    const { seeing } = await api();
    assert.equal(seeing.reading.isOn(await open('alder/ab1-wave1.md')), false);
    editor = await open(path);
    assert.equal(seeing.reading.isOn(editor), true);
  });
});

describe('the preview of a document', () => {
  afterEach(closeAll);

  it('shows coded passages without their marks, in the colours of the codebook', async () => {
    await api();
    const { document } = await open(path);
    const html = await eventually(async () => {
      const found = await vscode.commands.executeCommand<string>('markdown.api.render', document);
      assert.match(found, /qualdown-legend/);
      return found;
    });
    assert.match(html, /<mark class="qualdown-text"[^>]*title="Buffering"[^>]*>parents want to see a face/);
    assert.doesNotMatch(html, /\]\{\./);
  });

  it('leaves a README in the study’s folder as it is', async () => {
    await api();
    const readme = file('README.md');
    const before = await vscode.workspace.fs.readFile(readme).then(undefined, () => undefined);
    await vscode.workspace.fs.writeFile(readme, Buffer.from('A [word]{.buffering}.\n'));
    try {
      const document = await vscode.workspace.openTextDocument(readme);
      const render = () => vscode.commands.executeCommand<string>('markdown.api.render', document);
      await render();
      await new Promise((resolve) => setTimeout(resolve, 1500));
      assert.match(await render(), /\[word\]\{\.buffering\}/);
    } finally {
      if (before) await vscode.workspace.fs.writeFile(readme, before);
      else await vscode.workspace.fs.delete(readme);
    }
  });
});
