import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { textWithin } from '../../../../../src/core/model/withinLength.ts';
import { richText } from '../../../../../src/core/view/details/richText.ts';
import { Targets } from '../../../../../src/core/view/details/targets.ts';
import { wordsOf } from '../detailsFixture.ts';

const blocks = (text: string) => richText(text, new Targets('https://gitlab.example.com'));
const inlines = (text: string) => {
  const [block] = blocks(text);
  return block?.kind === 'paragraph' ? block.inlines : [];
};
const text = (words: string) => ({ kind: 'text', text: words });

describe('Markdown out of reports', () => {
  it('keeps emphasis, code and https links', () => {
    assert.deepEqual(inlines('a *b* **c** `d*` _e_ [f](https://example.com/g)'), [
      text('a '),
      { kind: 'emphasis', inlines: [text('b')] },
      text(' '),
      { kind: 'strong', inlines: [text('c')] },
      text(' '),
      { kind: 'code', text: 'd*' },
      text(' '),
      { kind: 'emphasis', inlines: [text('e')] },
      text(' '),
      { kind: 'link', text: 'f', url: 'https://example.com/g', link: 0, host: 'example.com' },
    ]);
  });

  it('nests emphasis, but not without end', () => {
    assert.deepEqual(inlines('***a** b*'), [{ kind: 'strong', inlines: [text('*a')] }, text(' b*')]);
    assert.deepEqual(inlines('***a***'), [
      { kind: 'strong', inlines: [{ kind: 'emphasis', inlines: [text('a')] }] },
    ]);
    const deep = `${'*a _b '.repeat(50)}x${'_ *'.repeat(50)}`;
    assert.ok(JSON.stringify(inlines(deep)).split('"emphasis"').length <= 8);
  });

  it('leaves signs alone that are no emphasis', () => {
    for (const words of ['snake_case_name', 'a * b * c', '**open', 'SELECT * FROM a, *', '____', '2 ** 3']) {
      assert.deepEqual(inlines(words), [text(words)]);
    }
  });

  it('leaves everything else the characters it is', () => {
    for (const words of [
      '<img src=x onerror=alert(1)>',
      '<script>alert(1)</script>',
      '[run](command:workbench.action.quit)',
      '[x](javascript:alert(1))',
      '[x](http://example.com)',
      '[x](//example.com)',
      '[x](data:text/html,x)',
      '&lt;b&gt;',
      '| a | b |',
      '> quoted',
    ]) {
      assert.deepEqual(blocks(words), [{ kind: 'paragraph', inlines: [text(words)] }], words);
    }
    assert.equal(wordsOf(blocks('### Impact\nNone')), '### Impact\nNone');
  });

  it('does not fetch images', () => {
    assert.equal(
      wordsOf(blocks('![x](https://example.com/x.png)')),
      '![x](https://example.com/x.png→https://example.com/x.png)',
    );
  });

  it('shows the host of a link whose text says another', () => {
    assert.equal(
      wordsOf(blocks('[https://gitlab.com](https://gitlab.com.example.org/x)')),
      'https://gitlab.com→https://gitlab.com.example.org/x (gitlab.com.example.org)',
    );
    assert.match(wordsOf(blocks('https://gіtlab.com/x')), /\(xn--/);
    assert.match(wordsOf(blocks('https://example.com\\@gitlab.com')), /→https:\/\/example\.com\//);
  });

  it('ends a bare link before the full stop', () => {
    assert.deepEqual(inlines('See https://example.com/a.').at(-1), text('.'));
  });

  it('joins lines, but for those that end in two spaces', () => {
    assert.equal(wordsOf(blocks('a\nb  \nc\n\nd')), 'a b\nc\nd');
  });

  it('reads lists in lists', () => {
    assert.deepEqual(blocks('1. a\n   - b\n   - c\n2. d\n   e'), [
      {
        kind: 'list',
        ordered: true,
        items: [
          [
            { kind: 'paragraph', inlines: [text('a')] },
            {
              kind: 'list',
              ordered: false,
              items: [
                [{ kind: 'paragraph', inlines: [text('b')] }],
                [{ kind: 'paragraph', inlines: [text('c')] }],
              ],
            },
          ],
          [{ kind: 'paragraph', inlines: [text('d e')] }],
        ],
      },
    ]);
  });

  it('reads code, closed or not, and nothing in it', () => {
    assert.deepEqual(blocks('a\n```js\n**b**\n[c](https://d.example)\n```\ne'), [
      { kind: 'paragraph', inlines: [text('a')] },
      { kind: 'code', text: '**b**\n[c](https://d.example)' },
      { kind: 'paragraph', inlines: [text('e')] },
    ]);
    assert.deepEqual(blocks('```\na'), [{ kind: 'code', text: 'a' }]);
    assert.deepEqual(blocks('    a\n      b'), [{ kind: 'code', text: 'a\n  b' }]);
  });

  it('takes time that grows with the length only', () => {
    const hostile = [
      '*a ',
      '**',
      '_a*',
      '[',
      '[a](',
      '`',
      '[a](b(',
      '- ',
      '- a\n',
      '  - a\n\n',
      '> ',
      '<https://',
      '```\n',
      '* * ',
      '1. ',
      '\n',
    ];
    const started = performance.now();
    for (const part of hostile) blocks(part.repeat(30_000 / part.length));
    const perText = (performance.now() - started) / hostile.length;
    assert.ok(perText < 100, `${perText} ms`);
  });

  it('says what is cut', () => {
    assert.match(wordsOf(blocks('x '.repeat(20_000))), /… 10,000 more characters not shown\.$/);
  });

  it('counts what was cut off before it came here', () => {
    const cut = textWithin('x '.repeat(40_000));
    assert.ok(cut.length < 60_000);
    assert.match(wordsOf(blocks(cut)), /… 50,000 more characters not shown\.$/);
  });
});
