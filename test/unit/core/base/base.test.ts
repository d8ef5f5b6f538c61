import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DisposableStore } from '../../../../src/core/base/disposable.ts';
import { Emitter } from '../../../../src/core/base/event.ts';

test('listeners hear what is fired while they listen, once each', () => {
  const emitter = new Emitter<number>();
  const heard: string[] = [];
  const listen = (name: string) => emitter.event((value) => heard.push(`${name}${value}`));
  const first = listen('a');
  const same = (value: number) => void heard.push(`s${value}`);
  emitter.event(same);
  const again = emitter.event(same);
  emitter.fire(1);
  first.dispose();
  first.dispose();
  again.dispose();
  emitter.fire(2);
  emitter.dispose();
  emitter.fire(3);
  assert.deepEqual(heard, ['a1', 's1', 's1', 's2']);
});

test('a listener may leave or join while something is fired', () => {
  const emitter = new Emitter<string>();
  const heard: string[] = [];
  const leaving = emitter.event((value) => {
    leaving.dispose();
    emitter.event((later) => heard.push(`joined ${later}`));
    heard.push(`left at ${value}`);
  });
  emitter.fire('one');
  emitter.fire('two');
  assert.deepEqual(heard, ['left at one', 'joined two']);
});

test('what is owned ends in reverse order, once, and what comes too late at once', () => {
  const ended: string[] = [];
  const item = (name: string) => ({ dispose: () => void ended.push(name) });
  const store = new DisposableStore();
  const first = item('first');
  assert.equal(store.add(first), first);
  store.add(item('second'));
  store.dispose();
  store.dispose();
  store.add(item('late'));
  assert.deepEqual(ended, ['second', 'first', 'late']);
});
