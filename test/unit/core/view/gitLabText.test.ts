import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { markLine } from '../../../../src/core/settling/findingMark.ts';
import { gitLabCode, gitLabLabel, gitLabQuote, gitLabText } from '../../../../src/core/view/gitLabText.ts';
import { extractQuickActions } from '../../../gitlab/state/quickActions.ts';
import { hostile } from '../../../host/support/hostile.ts';
import { assertInert } from './assertInert.ts';

/** Line by line, as the quote has it. */
function lines(text: string): string {
  return gitLabQuote(text).replace(/^> ?/gm, '');
}

test('plain words stay as they are', () => {
  for (const text of [
    'SQL injection: user input reaches a query.',
    "It's (only) a test; see the README.",
    'First line.\n\nSecond line, 2 of 3.',
    'lodash 4.17.15',
  ]) {
    assert.equal(lines(text), text);
    assert.equal(gitLabText(text), text.replace(/\s+/g, ' '));
  }
});

test('what GitLab acts upon is escaped and joined, what it knows without a sign stands in code', () => {
  // ‸ is where the joiner is.
  for (const [text, safe] of [
    ['ask @dana, or @acme/all', 'ask \\@‸dana, or \\@‸acme/all'],
    ['see #12, !3, shop/api#4 and SHOP-1', 'see \\#‸12, \\!‸3, shop/api\\#‸4 and `SHOP-1`'],
    ['CVE-2021-44228 in log4j', '`CVE-2021-44228` in log4j'],
    ['[issue:1] [[_TOC_]] :+1:', '\\[‸issue:‸1\\] \\[‸\\[‸\\_TOC\\_\\]\\] :‸+1:'],
    ['https://evil.example/x', 'https:‸//evil.example/x'],
    ['in deadbeef01', 'in `deadbeef01`'],
    ['`deadbeef01` #SHOP-1', '\\`‸`deadbeef01`\\` \\#‸`SHOP-1`'],
    ['/close', '\\/‸close'],
    ['a\n/label ~bug', 'a\n\\/‸label \\~‸bug'],
    ['# Title\n- item\n1. item\n> quote\n---', '\\#‸ Title\n\\- item\n1\\. item\n\\> quote\n\\---'],
    ['<b>x</b> ![x](y)', '\\<b>x\\</b> !\\[‸x\\](y)'],
    ['::include{file=x}', ':‸:‸include{‸file=x}'],
    ['    indented', 'indented'],
    ['a\u202eb', 'a\ufffdb'],
  ] as const) {
    assert.equal(lines(text), safe.replaceAll('‸', '\u2060'));
    assert.equal(gitLabText(text).includes('\n'), false);
    if (!text.includes('\n')) assert.equal(gitLabText(text), lines(text));
  }
});

test('between the brackets of a link a name without a sign is left as it is', () => {
  assert.equal(gitLabLabel('CWE-89 #1 [x]'), 'CWE-89 \\#\u20601 \\[\u2060x\\]');
});

test('a code span ends where it should, whatever is in it', () => {
  for (const [text, span] of [
    ['a', '`a`'],
    ['a`b', '``a`b``'],
    ['`a', '`` `a ``'],
    ['a\n\nb', '`a b`'],
    ['', ''],
  ] as const)
    assert.equal(gitLabCode(text), span);
});

/** What GitLab could still act upon once code spans and escaped signs are inert; a sign that begins nothing may stay. */
function lively(markdown: string): string {
  return markdown.replace(/\\[!-/:-@[-`{-~]|(?<!`)(`+)(?!`)[^]*?(?<!`)\1(?!`)/g, '\u2060');
}

const begins =
  /[<[\]$*_`]|[@#~](?=[^\s\u2060])|!(?=[\d[])|[%^](?=[\p{L}\p{N}"])|&(?=[\p{L}\p{N}#])|:(?=[\w+/-])/u;

const nasty = fc.array(
  fc.oneof(
    fc.constantFrom('@dana', '#1', '!2', '~bug', '/close', '<!--', '-->', '`', '``', '\\', '\\@x', '\n', ' '),
    fc.constantFrom(
      '](x)',
      '![',
      '<img>',
      '$x$',
      '%1',
      '&1',
      '[[',
      ']]',
      '*',
      '_',
      'https://x.y/',
      '\\`',
      '- ',
      '> ',
    ),
    fc.string({ maxLength: 4 }),
  ),
  { maxLength: 12 },
);

test('nothing that anybody can write is a command, a mention, HTML, an image, a link or our marker', () => {
  const check = (text: string) => {
    for (const safe of [gitLabText(text), gitLabQuote(text), `x ${gitLabCode(text)}`]) {
      const { quickActions, mentions } = extractQuickActions(safe);
      assert.deepEqual([quickActions, mentions], [[], []], safe);
      assert.doesNotMatch(lively(safe), begins, JSON.stringify([text, safe]));
      assertInert(safe, ['blockquote']);
      assert.ok(!lively(safe).includes('://'), safe);
    }
    assert.ok(!gitLabText(text).includes(markLine('dismissal-request', 'key')));
  };
  for (const text of [...hostile, markLine('dismissal-request', 'key')]) check(text);
  fc.assert(
    fc.property(nasty, (parts) => check(parts.join(''))),
    { numRuns: 3000 },
  );
});

test('every line of a quote is in the quote', () => {
  fc.assert(
    fc.property(nasty, (parts) => {
      for (const line of gitLabQuote(parts.join('')).split('\n')) assert.match(line, /^>( |$)/);
    }),
  );
});
