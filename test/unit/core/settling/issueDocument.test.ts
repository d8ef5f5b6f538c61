import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readIssueDocument, writeIssueDocument } from '../../../../src/core/settling/issueDocument.ts';
import { gitLabMarkdown } from '../../../../src/core/view/gitLabMarkdown.ts';

const issue = (name: string) => ({ title: `Title of ${name}`, description: `Text of ${name}\n\nMore.` });

test('issues are read back as they were written', () => {
  for (const issues of [[issue('one')], ['one', 'two', 'three'].map(issue)])
    assert.deepEqual(readIssueDocument(writeIssueDocument(issues), issues.length), issues);
});

test('line ends of any kind, and a title without its sign', () => {
  const text = writeIssueDocument([issue('one'), issue('two')])
    .replaceAll('\n', '\r\n')
    .replace('# ', '');
  assert.deepEqual(readIssueDocument(text, 2), [issue('one'), issue('two')]);
});

test('a divider that was removed, doubled, moved or changed is noticed', () => {
  const text = writeIssueDocument(['one', 'two', 'three'].map(issue));
  const [second, third] = text.match(/<!--.*-->/g) ?? [];
  assert.ok(second && third);
  for (const broken of [
    text.replace(second, ''),
    text.replace(second, `${second}\n${second}`),
    text.replace(third, second),
    text.replace(second, '*').replace(third, second).replace('*', third),
    text.replace('2 of 3', '2 of 4'),
    `${text}\n${third}\n`,
  ])
    assert.equal(readIssueDocument(broken, 3), 'dividers');
});

test('an issue has a title that GitLab takes', () => {
  assert.equal(readIssueDocument('', 1), 'noTitle');
  assert.equal(readIssueDocument('# \n\nText', 1), 'noTitle');
  assert.equal(readIssueDocument(`# ${'x'.repeat(256)}`, 1), 'longTitle');
});

test('no report divides a document', () => {
  const line = fc.constantFrom(
    '<!-- ========== issue 2 of 2 ========== -->',
    '```',
    '~~~',
    'text',
    '- ',
    '    ',
  );
  fc.assert(
    fc.property(fc.array(line), (lines) => {
      const description = gitLabMarkdown(lines.join('\n'), 'https://gitlab.example.com');
      const issues = [{ title: 'One', description }, issue('two')];
      const read = readIssueDocument(writeIssueDocument(issues), 2);
      assert.ok(typeof read !== 'string', description);
      assert.equal(read[1]?.title, 'Title of two');
    }),
  );
});
