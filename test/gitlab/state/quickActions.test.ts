import assert from 'node:assert/strict';
import { test } from 'node:test';
import { extractQuickActions } from './quickActions.ts';

const names = (text: string) => extractQuickActions(text).quickActions.map(({ name }) => name);
const mentions = (text: string) => extractQuickActions(text).mentions;

test('a command is a line that begins with it, outside of code', () => {
  const { text, quickActions } = extractQuickActions('One\n/close\n/label ~"a b" ~c\nTwo');
  assert.deepEqual(quickActions, [
    { name: 'close', argument: '' },
    { name: 'label', argument: '~"a b" ~c' },
  ]);
  assert.equal(text, 'One\nTwo');
  assert.deepEqual(names('/CLOSE'), ['close']);
  for (const harmless of [
    ' /close',
    'x /close',
    '\\/close',
    '> /close',
    '* /close',
    '/usr/bin/close',
    '/closed',
    '```\n/close\n```',
    '~~~~\n```\n/close\n~~~~',
  ]) {
    assert.deepEqual(names(harmless), [], harmless);
  }
  assert.deepEqual(names('```\ncode\n```\n/close'), ['close']);
  assert.deepEqual(names('````\n```\n/close\n````\n/lock'), ['lock']);
});

test('a mention is a name after @ that Markdown would show', () => {
  assert.deepEqual(mentions('ask @dana, @bo.b and (@sam).'), ['dana', 'bo.b', 'sam']);
  assert.deepEqual(mentions('> * @dana'), ['dana']);
  for (const harmless of [
    'a@dana.com',
    '`@dana`',
    '``a ` @dana``',
    '\\@dana',
    '```\n@dana\n```',
    '    @dana',
  ]) {
    assert.deepEqual(mentions(harmless), [], harmless);
  }
});
