import assert from 'node:assert/strict';
import { CancellationTokenSource, ResponseError } from 'vscode-languageserver-protocol';
import { alive, Cancelled, Fence, InvalidParams, Refused } from '../../server/src/lsp/fence.js';

const SECRET = 'P1 said something in confidence';
const none = new CancellationTokenSource().token;

describe('lsp: the fence around every handler', () => {
  let log: string[];
  let fence: Fence;
  beforeEach(() => {
    log = [];
    fence = new Fence((message) => log.push(message));
  });

  function fault(): never {
    throw new RangeError(`in ${SECRET}\nmore of it: ${SECRET}`);
  }

  for (const [kind, answer] of [
    ['thrown', fault],
    ['rejected', () => Promise.resolve().then(fault)],
  ] as const) {
    it(`answers a fault that is ${kind} with an error, and logs where it arose but no word of a document`, async () => {
      const result = await fence.run('textDocument/hover', none, answer);
      assert.ok(result instanceof ResponseError);
      assert.equal(result.code, -32603);
      assert.equal(log.length, 1);
      assert.match(log[0]!, /^textDocument\/hover failed: RangeError .*fault .*fence\.test\.ts/);
      for (const told of [...log, result.message]) assert.ok(!told.includes('confidence'), told);
      assert.ok(!log[0]!.includes('/lsp/'), 'no folders of this machine');
    });

    it(`answers a fault that is ${kind} with nothing, where nothing is an answer`, async () => {
      assert.deepEqual(await fence.run('textDocument/hover', none, answer, null), null);
      assert.equal(log.length, 1);
    });
  }

  it('passes on what the person at the editor must know, and logs no fault', async () => {
    for (const [error, code] of [
      [new Refused('Reading was stopped.'), -32803],
      [new InvalidParams('A uri is missing.'), -32602],
      [new Cancelled(), -32800],
    ] as const) {
      const result = await fence.run('x', none, () => Promise.reject(error));
      assert.ok(result instanceof ResponseError);
      assert.equal(result.code, code);
    }
    assert.deepEqual(log, []);
  });

  it('answers as soon as a request is cancelled, however long its work takes', async () => {
    const source = new CancellationTokenSource();
    const answer = fence.run('x', source.token, () => new Promise<never>(() => undefined));
    source.cancel();
    const result = await answer;
    assert.equal(result instanceof ResponseError && result.code, -32800);
  });

  it('gives values through, and faults of what is no error object', async () => {
    assert.equal(await fence.run('x', none, () => 5), 5);
    // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- what a library may do
    await fence.run('x', none, () => Promise.reject(SECRET));
    assert.deepEqual(log, ['x failed: string']);
  });

  it('keeps work that nobody waits for from ending the session', async () => {
    fence.background('reading', fault);
    fence.background('reading', () => Promise.reject(new Cancelled()));
    await new Promise(setImmediate);
    assert.equal(log.length, 1);
    await assert.rejects(alive(Promise.resolve(1), { ...none, isCancellationRequested: true }), Cancelled);
  });
});
