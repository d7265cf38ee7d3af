import assert from 'node:assert/strict';
import { fit } from '../../client/src/paint/fit.js';

function check(names: string, hidden: string, expected: string): void {
  const labels = names.split(',').map((name) => ({ name, color: '#123456' }));
  const found = fit(labels, hidden.length);
  assert.equal(found.map(({ name }) => name).join(','), expected);
}

describe('names on the labels of reading mode', () => {
  it('stand in full where the hidden mark is as long', () => {
    check('Buffering', ']{.buffering}', 'Buffering');
    check('Buffering,Isolation', ']{.buffering .isolation}', 'Buffering,Isolation');
  });
  it('are cut where it is shorter, by as much as it needs', () => {
    check('Sharing of power', ']{.share}', 'Sharing…');
    check('Sharing of power', ']{.a}', 'Sh…');
  });
  it('are counted where several have no room', () => {
    check('Buffering,Isolation,Trait theories', ']{.buffering .isolation}', 'Buffering,Isolation,+1');
    check('Sharing,Isolation', ']{.a .b}', 'S…,+1');
  });
});
