import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { httpsUrl, plainLine, shorten, visible } from '../../../../src/core/view/plainText.ts';

test('what cannot be seen is marked, line breaks aside', () => {
  assert.equal(visible('a\r\nb\rc\td'), 'a\nb\nc\td');
  for (const character of [
    '\u202e',
    '\u2066',
    '\u200b',
    '\u200d',
    '\ufeff',
    '\u00ad',
    '\u0000',
    '\u001b',
    '\u2028',
    '\u3164',
    '\ue000',
    '\ud800',
  ])
    assert.equal(visible(`a${character}b`), 'a\ufffdb', JSON.stringify(character));
  for (const text of ['naïve', '日本語', '😀', 'עברית', 'a\u0301']) assert.equal(visible(text), text);
});

test('nothing that is drawn as nothing passes, be it assigned or not', () => {
  for (let code = 0; code <= 0x10ffff; code++) {
    const character = String.fromCodePoint(code);
    if (!/[\p{Default_Ignorable_Code_Point}\u2800]/u.test(character)) continue;
    assert.equal(visible(`a${character}b`), 'a\ufffdb', `U+${code.toString(16)}`);
  }
});

test('what says how an emoji is drawn stays where there is one', () => {
  for (const text of ['❤\ufe0f', '⚠\ufe0e', '🛡\ufe0f x', '1\ufe0f\u20e3']) assert.equal(visible(text), text);
  assert.equal(visible('❤\ufe0f\ufe0f'), '❤\ufe0f\ufffd');
  assert.equal(visible('1\ufe0f'), '1\ufffd');
  assert.equal(visible('\ufe0fa'), '\ufffda');
});

test('a line is one line', () => {
  assert.equal(plainLine('  a \n\n b\u00a0\u3000c\t'), 'a b c');
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const line = plainLine(text);
      assert.doesNotMatch(line, /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\u2028\u2029]/u);
      assert.equal(line, plainLine(line));
      assert.equal(line, line.trim());
    }),
    { numRuns: 2000 },
  );
});

test('shortening stops at a word, keeps characters whole, and says so', () => {
  assert.equal(shorten('short', 10), 'short');
  assert.equal(shorten('exactly ten', 11), 'exactly ten');
  assert.equal(shorten('some words too many', 12), 'some words…');
  assert.equal(shorten('one, two three', 6), 'one…');
  assert.equal(shorten('unbreakableword', 6), 'unbre…');
  assert.equal(shorten('aaaa😀bbbb', 6), 'aaaa…');
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', maxLength: 40 }),
      fc.integer({ min: 2, max: 30 }),
      (text, length) => {
        const short = shorten(text, length);
        assert.ok(short.length <= Math.max(length, 1));
        assert.doesNotMatch(short, /\p{Cs}/u);
        if (text.length <= length) assert.equal(short, text);
      },
    ),
  );
});

test('only https without credentials is a link', () => {
  assert.equal(httpsUrl('https://a.example/x?y#z'), 'https://a.example/x?y#z');
  assert.equal(httpsUrl('HTTPS://A.Example'), 'https://a.example/');
  for (const text of [
    ...[
      undefined,
      '',
      'a.example',
      '//a.example',
      'http://a.example',
      'javascript:alert(1)',
      'data:text/html,x',
    ],
    ...[
      'command:x',
      'vscode://x',
      'file:///x',
      'https://user@a.example',
      'https://u:p@a.example',
      'https://',
    ],
    `https://a.example/${'x'.repeat(2000)}`,
  ])
    assert.equal(httpsUrl(text), undefined, text);
});

test('what is one plain line already is told so without looking at each character', () => {
  const unit = fc.constantFrom('a', ' ', '\t', '\u202e');
  const letters = fc.string({ unit, maxLength: 4 });
  fc.assert(
    fc.property(letters, (text) => {
      assert.equal(plainLine(text), visible(text).replace(/\s+/g, ' ').trim());
    }),
    { numRuns: 2000 },
  );
});
