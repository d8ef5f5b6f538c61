import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { toFromPage, toPageState } from '../../../../src/editor/details/protocol.ts';

describe('what the details page may say', () => {
  it('is one of five things', () => {
    const messages = [
      { type: 'ready' },
      { type: 'retry' },
      { type: 'open', revision: 1, link: 0 },
      { type: 'openPlace', revision: 1, place: 3 },
      { type: 'press', button: 'goToCode' },
    ];
    for (const message of messages)
      assert.deepEqual(toFromPage({ ...message, url: 'https://example.com' }), message);
  });

  it('is nothing else', () => {
    const messages: readonly unknown[] = [
      undefined,
      null,
      'ready',
      [],
      {},
      { type: 'open', revision: 1 },
      { type: 'open', revision: 1, link: -1 },
      { type: 'open', revision: 1, link: 0.5 },
      { type: 'open', revision: 1, link: '0' },
      { type: 'open', revision: 1, link: 'https://example.com' },
      { type: 'open', link: 0 },
      { type: 'openPlace', revision: 1, place: { file: '/etc/passwd' } },
      { type: 'press', button: 'dispose' },
      { type: 'toString' },
    ];
    for (const message of messages) assert.equal(toFromPage(message), undefined);
  });

  it('keeps which finding is shown over a reload', () => {
    const state = { repositoryRoot: 'file:///api', key: 'k' };
    assert.deepEqual(toPageState({ ...state, scroll: 12 }), state);
    for (const other of [undefined, null, 'k', {}, { key: 'k' }, { ...state, key: 1 }])
      assert.equal(toPageState(other), undefined);
  });
});
