import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Finding } from '../../../../src/core/model/finding.ts';
import { copyText } from '../../../../src/core/view/copyText.ts';
import {
  describeFinding,
  placeOf,
  spoken,
  titleOf,
  whyNoLine,
} from '../../../../src/core/view/describeFinding.ts';
import { possibleActions } from '../../../../src/core/settling/possibleActions.ts';
import { hoverOf } from '../../../../src/core/view/hover.ts';
import { lensesOf } from '../../../../src/core/view/lens.ts';
import { codePageOf, gitLabPagesOf, linksOf, pageOf } from '../../../../src/core/view/webPages.ts';
import { bareFinding, line, now, readySnapshot } from './detailsFixture.ts';
import { renderMarkdown } from './renderMarkdown.ts';

const evil = '<b>x</b> $(zap) [a](command:evil) ![i](https://evil.example/p.png) \u202e https://evil.example';
const hostile: Finding = {
  ...bareFinding,
  title: evil,
  description: evil,
  solution: `\`\`\`\n${evil}\n\`\`\``,
  scanner: { id: 'x', name: evil },
  identifiers: [
    { type: 'cwe', name: evil, value: '1', url: 'javascript:alert(1)' },
    { type: 'cwe', name: '](command:evil) $(zap)', value: '2', url: 'https://cwe.example/2' },
  ],
  location: { kind: 'code', file: evil, startLine: line(1) },
};
const details = '[Details](command:gitlabSecurity.showFinding?%5B%22k1%22%5D)';
const hover = (finding: Finding, more: { readonly note?: string } = {}) => {
  const then = now - 12 * 60_000;
  const options = { fetchedAt: then, scannedAt: then, now, actions: [details], ...more };
  return hoverOf(finding, options);
};

const possible = (finding: Finding) => possibleActions(finding, {});

test('a hover: title, excerpt, solution, links, what one can do, when', () => {
  const text = hover({
    ...bareFinding,
    description: 'User input reaches a query.',
    solution: 'Bind it.',
    identifiers: [{ type: 'cwe', name: 'CWE-89', value: '89', url: 'https://cwe.mitre.org/89' }],
  });
  const { html, links } = renderMarkdown(text);
  assert.match(html, /<strong>High<\/strong> · <strong>SQL injection<\/strong>/);
  assert.match(html, /<strong>Solution:<\/strong> Bind it\./);
  assert.deepEqual(links[0], ['CWE-89 (cwe.mitre.org)', 'https://cwe.mitre.org/89']);
  assert.match(html, /New · SAST · Semgrep · 12 min ago/);
});

test('a long hover is cut, and says where the rest is', () => {
  const text = hover({ ...bareFinding, description: 'word '.repeat(200) });
  assert.match(text, /… \*More in Details\.\*/);
  assert.ok(text.length < 900);
});

test('a hover of hostile texts has no link but those it may, no image, no icon of theirs', () => {
  for (const finding of [hostile, { ...hostile, solution: evil }]) {
    const { html, tags, links } = renderMarkdown(hover(finding, { note: evil }));
    for (const tag of tags) assert.ok(['p', 'strong', 'em', 'code', 'a'].includes(tag), tag);
    for (const [, href] of links)
      assert.match(href, /^(?:https:\/\/(?:evil|cwe)\.example|command:gitlabSecurity\.showFinding\?)/);
    const icons = html.replace(/<code>[^]*?<\/code>/g, '').match(/\$\([a-z-]+\)/g);
    assert.deepEqual(new Set(icons), new Set(['$(gitlab-security-high)', '$(warning)', '$(zap)']));
  }
});

test("a report's $(icon) reaches VS Code as an entity, ours as it is", () => {
  const text = hover({ ...bareFinding, title: '$(zap)' });
  assert.ok(text.includes('&#36;'));
  assert.equal(text.match(/(?<!\\)\$\(/g)?.length, 1);
});

test('one lens per line: its title, its actions, or a pick of several', () => {
  assert.deepEqual(lensesOf([], 'actions', possible), []);
  assert.deepEqual(lensesOf([bareFinding], 'off', possible), []);
  const titles = (findings: readonly Finding[], mode: 'summary' | 'actions') =>
    lensesOf(findings, mode, possible).map(({ title }) => title);
  assert.deepEqual(titles([bareFinding], 'summary'), ['$(gitlab-security-high)\u00a0High · SQL injection']);
  assert.deepEqual(titles([bareFinding], 'actions').slice(1), ['Hide here…', 'Create issue…', 'Details']);
  const many = ['a', 'b', 'c', 'd'].map((key) => ({ ...bareFinding, key }));
  const [lens, ...others] = lensesOf(many, 'actions', possible);
  assert.equal(others.length, 0);
  assert.match(lens?.title ?? '', /^4 findings:.*, 1 more$/);
  assert.deepEqual(lens?.keys, ['a', 'b', 'c', 'd']);
  assert.equal(lens.action, 'pickFinding');
});

test("a lens shows a report's $(text) as text", () => {
  const [lens] = lensesOf([{ ...bareFinding, title: 'a $(zap) b' }], 'summary', possible);
  assert.ok(lens?.title.endsWith('a \\$(zap) b'));
});

const places: readonly (readonly [Finding['location'], string | undefined, RegExp | undefined])[] = [
  [{ kind: 'code', file: 'src/a.py', startLine: line(48) }, 'src/a.py:48', undefined],
  [{ kind: 'code', file: 'src/a.py' }, 'src/a.py', /no line/],
  [{ kind: 'code' }, undefined, /no file/],
  [
    { kind: 'dependency', file: 'package-lock.json', dependency: { name: 'lodash', version: '4' } },
    'package-lock.json',
    /no line/,
  ],
  [{ kind: 'dependency', dependency: { name: 'lodash', version: '4.17.15' } }, 'lodash 4.17.15', /no file/],
  [{ kind: 'image', image: 'nginx:1.25', dependency: {} }, 'nginx:1.25', /container image/],
  [
    { kind: 'web', method: 'GET', hostname: 'https://a.example', path: '/login' },
    'GET https://a.example/login',
    /running application/,
  ],
  [{ kind: 'web' }, undefined, /running application/],
  [{ kind: 'none' }, undefined, /no place/],
];

test('where a finding is, and why it has no line', () => {
  for (const [location, place, why] of places) {
    const finding = { ...bareFinding, location };
    assert.equal(placeOf(finding), place);
    if (why) assert.match(whyNoLine(finding) ?? '', why);
    else assert.equal(whyNoLine(finding), undefined);
  }
  assert.equal(
    describeFinding({ ...bareFinding, hasRemediation: true }),
    'src/search.py:48 · SAST · fix available',
  );
  assert.equal(spoken(bareFinding), 'High, SQL injection, src/search.py:48, SAST, New');
});

test('pages on GitLab: the vulnerability, the security tab, the lines at the scanned commit', () => {
  const stored: Finding = { ...bareFinding, sources: [{ kind: 'gitlab' }] };
  const vulnerabilityUrl = 'https://gitlab.example.com/shop/api/-/security/vulnerabilities/1';
  assert.equal(pageOf({ ...stored, vulnerabilityUrl }, readySnapshot), vulnerabilityUrl);
  assert.equal(
    pageOf(stored, readySnapshot),
    'https://gitlab.example.com/shop/api/-/pipelines/99120/security',
  );
  const artifact: Finding = { ...bareFinding, sources: [{ kind: 'artifact', job: 'a', version: '15' }] };
  const page = pageOf(
    { ...artifact, location: { kind: 'code', file: 'a b/#ü?.py', startLine: line(3) } },
    readySnapshot,
  );
  assert.match(page, /\/-\/blob\/abc1234def5678\/a%20b\/%23%C3%BC%3F\.py#L3$/);
  assert.equal(
    codePageOf({ ...artifact, location: { kind: 'code', file: '../../x' } }, readySnapshot),
    undefined,
  );
});

test('every page of GitLab is offered, and none of another host', () => {
  const own = 'https://gitlab.example.com/shop/api/-';
  const finding: Finding = {
    ...bareFinding,
    sources: [{ kind: 'gitlab' }],
    vulnerabilityUrl: `${own}/security/vulnerabilities/1`,
    issue: { iid: '7', url: `${own}/issues/7` },
    fixMergeRequest: { iid: '9', url: 'https://evil.example/9' },
    request: { discussionId: 'd', url: `${own}/merge_requests/482#note_1`, at: '2026-01-01T00:00:00Z' },
  };
  assert.deepEqual(
    gitLabPagesOf(finding, readySnapshot).map(({ name }) => name),
    [
      'Vulnerability',
      'Issue #7',
      'Dismissal request',
      'Code at the scanned commit',
      'Security tab of the pipeline',
      'Pipeline',
    ],
  );
});

test('links are https, named, and each there once', () => {
  const link = (url: string, name?: string) => ({ url, ...(name !== undefined && { name }) });
  const links = linksOf({
    ...bareFinding,
    identifiers: [{ type: 'cwe', name: 'CWE-89', value: '89', url: 'https://cwe.example/89' }],
    details: {
      ...{ remediations: [], codeFlows: [], details: [], evidence: [] },
      links: [
        link('https://cwe.example/89'),
        link('http://x.example'),
        link('command:x'),
        link('https://x.example', '\u202e'),
      ],
    },
  });
  assert.deepEqual(links, [
    { name: 'https://cwe.example/89', url: 'https://cwe.example/89' },
    { name: '\ufffd', url: 'https://x.example/' },
  ]);
});

test('copied text is plain, whatever the report says', () => {
  const text = copyText(hostile, readySnapshot);
  assert.match(text, /^High: /);
  assert.match(text, /Report type: SAST/);
  assert.doesNotMatch(text, /\u202e/);
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (title) => {
      const copied = copyText({ ...bareFinding, title, description: title }, readySnapshot);
      assert.doesNotMatch(copied, /[\u202a-\u202e\u2066-\u2069\u200b-\u200f]/);
      assert.equal(titleOf({ ...bareFinding, title }).includes('\n'), false);
    }),
  );
});
