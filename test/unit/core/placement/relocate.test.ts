import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compareTexts } from '../../../../src/core/placement/placeLines.ts';
import { relocate } from '../../../../src/core/placement/relocate.ts';

const first = ['function readOrders(file) {', '  const text = read(file);', '  return x;', '}', ''];
const second = [
  'function writeOrders(file) {',
  '  open(file);',
  '  write(file, orders);',
  '  close(file);',
  '}',
  '',
];
const third = [
  'function sendOrders(file) {',
  '  connect(server);',
  '  send(server, file);',
  '  hangUp();',
  '}',
  '',
];
const texts = compareTexts([...first, ...second, ...third], [...second, ...third, ...first]);

test('a function that is now below the others is found, every line of it', () => {
  for (const line of first.slice(0, 3).keys())
    assert.equal(relocate(texts, line, 1), second.length + third.length + line);
  assert.equal(relocate(texts, 0, 3), second.length + third.length);
});

test('what stayed where it was is none of its business, nor lines of which some stayed', () => {
  assert.equal(relocate(texts, first.length, 1), undefined);
  assert.equal(relocate(texts, first.length - 1, 3), undefined);
});

test('a line that is there twice now, or was, leads nowhere', () => {
  const line = 'const secret = readSecret();';
  const rest = ['alpha beta gamma', 'delta epsilon', 'zeta eta theta'];
  assert.equal(relocate(compareTexts([line, ...rest], [...rest, line]), 0, 1), 3);
  assert.equal(relocate(compareTexts([line, ...rest], [...rest, line, 'x', line]), 0, 1), undefined);
  assert.equal(relocate(compareTexts([line, 'x', line, ...rest], [...rest, line]), 0, 1), undefined);
});

test('a line that says little is not known again by itself, only together with its neighbours', () => {
  const rest = ['alpha beta gamma', 'delta epsilon', 'zeta eta theta'];
  assert.equal(relocate(compareTexts(['end();', ...rest], [...rest, 'end();']), 0, 1), undefined);
  const two = ['startWithOrders();', 'end();'];
  assert.equal(relocate(compareTexts([...two, ...rest], [...rest, ...two]), 1, 1), 4);
  const apart = [...rest, 'startWithOrders();', 'other();', 'end();'];
  assert.equal(
    relocate(compareTexts(['startWithOrders();', 'new();', 'end();', ...rest], apart), 2, 1),
    undefined,
  );
});

test('what stands between the line that leads there and the wanted one has to be there, too', () => {
  const rest = ['alpha beta gamma', 'delta epsilon', 'zeta eta theta'];
  const wanted = 'finishWithOrders();';
  const before = ['startWithOrders();', 'check();', wanted, ...rest, 'last line'];
  const there = [...rest, 'startWithOrders();', 'check();', wanted, 'last line', wanted];
  assert.equal(relocate(compareTexts(before, there), 2, 1), 5);
  assert.equal(relocate(compareTexts(before, there.with(4, 'skip();')), 2, 1), undefined);
});

test('a line does not go where another one of its kind stayed', () => {
  const rest = ['alpha beta gamma', 'delta epsilon', 'zeta eta theta'];
  const before = ['startWithOrders();', 'common();', ...rest, 'common();', 'last line'];
  const texts = compareTexts(before, [...rest, 'startWithOrders();', 'common();', 'last line']);
  assert.equal(relocate(texts, 0, 1), 3);
  assert.equal(relocate(texts, 1, 1), undefined);
});

test('lines of which one became another are not there', () => {
  const edited = [...second, ...third, first[0] ?? '', '  const text = open(file);', ...first.slice(2)];
  const compared = compareTexts([...first, ...second, ...third], edited);
  assert.equal(relocate(compared, 0, 1), second.length + third.length);
  assert.equal(relocate(compared, 0, 2), undefined);
  assert.equal(relocate(compared, 1, 1), undefined);
});

test('how much a line tells is not a question of how long it is', () => {
  const long = Array.from({ length: 30 }, (_, index) => Buffer.alloc(1_000_000, `x=f(${index});`).toString());
  const rest = Array.from({ length: 60 }, (_, index) => `alpha ${index}`);
  const texts = compareTexts(['top', ...long, ...rest], ['top', ...rest, ...long]);
  const began = performance.now();
  assert.equal(relocate(texts, 1, 1), 61);
  assert.ok(performance.now() - began < 150);
});
