import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Finding } from '../../../../src/core/model/finding.ts';
import { detailsOf } from '../../../../src/core/view/details.ts';
import { bareFinding, blocksOf, line, noDetails, now, readySnapshot, wordsOf } from './detailsFixture.ts';

const context = { snapshot: readySnapshot, loading: false, now };
const details = (finding: Partial<Finding>, more = {}) =>
  detailsOf({ ...bareFinding, ...finding }, { ...context, ...more });
const titles = (content: ReturnType<typeof detailsOf>) =>
  content.model.parts.map((part) => (part.kind === 'section' ? part.title : part.kind));

describe('the details of a finding', () => {
  it('say how the finding stands', () => {
    const { model } = details({});
    assert.equal(model.status, 'New in !482 · detected by Semgrep in job semgrep-sast · 12 min ago');
    assert.deepEqual(model.sources, [
      'Everything here is from the report of job semgrep-sast (schema 15.2.4).',
    ]);
    assert.equal(
      details({ change: 'existing', state: 'confirmed' }).model.status,
      'Existing in main · confirmed · detected by Semgrep in job semgrep-sast · 12 min ago',
    );
  });

  it('do not date what an older pipeline reported', () => {
    assert.equal(
      details({ change: 'fixed' }).model.status,
      'Fixed by !482 · detected by Semgrep in job semgrep-sast',
    );
  });

  it('name the branch where there is no merge request', () => {
    const { mergeRequest: _, ...snapshot } = readySnapshot;
    assert.match(details({}, { snapshot }).model.status, /^New on feature\/export · /);
  });

  it('tell which source said what', () => {
    const both = [{ kind: 'gitlab' } as const, ...bareFinding.sources];
    assert.deepEqual(details({ sources: both, details: noDetails }).model.sources, [
      'State, description, location and history are from GitLab’s database.',
      'Code flow, evidence, details and links are from the report of job semgrep-sast (schema 15.2.4).',
    ]);
    assert.deepEqual(details({ sources: [{ kind: 'gitlab' }] }).model.sources, [
      'Everything here is from GitLab’s database.',
    ]);
  });

  it('have no empty parts', () => {
    assert.deepEqual(titles(details({ location: { kind: 'none' }, details: noDetails })), ['Scanner']);
    const flows = { ...noDetails, codeFlows: [[]], evidence: [{ name: 'Summary', text: ' ' }] };
    assert.deepEqual(titles(details({ description: ' \n', solution: '', details: flows })), [
      'Location',
      'Scanner',
    ]);
  });

  it('keep their order', () => {
    const content = details({
      state: 'dismissed',
      description: 'd',
      solution: 's',
      identifiers: [{ type: 'cwe', name: 'CWE-89', value: '89' }],
      details: {
        links: [{ url: 'https://example.com' }],
        remediations: [],
        codeFlows: [[{ type: 'source', file: 'a.py', startLine: line(2) }]],
        details: [{ name: 'n', text: 't' }],
        evidence: [{ name: 'Request', text: 'GET /', code: true }],
      },
    });
    assert.deepEqual(titles(content), [
      'Description',
      'Location',
      'Code flow',
      'Solution',
      'Evidence',
      'Details',
      'Identifiers',
      'Links',
      'Scanner',
      'History',
    ]);
  });

  it('open places by number', () => {
    const flow = [
      { type: 'source', file: 'src/views.py', startLine: line(2), name: 'q' },
      { type: 'sink', file: 'src/search.py', startLine: line(48), endLine: line(50) },
    ] as const;
    const content = details({ details: { ...noDetails, codeFlows: [flow] } });
    assert.deepEqual(content.places, [
      { file: 'src/search.py', startLine: 48 },
      { file: 'src/views.py', startLine: 2 },
      { file: 'src/search.py', startLine: 48, endLine: 50 },
    ]);
    assert.deepEqual(blocksOf(content, 'codeFlow'), [
      {
        kind: 'steps',
        label: 'Code flow',
        steps: [
          { type: 'Source', name: 'q', text: 'src/views.py:2', place: 1 },
          { type: 'Sink', text: 'src/search.py:48-50', place: 2 },
        ],
      },
    ]);
  });

  it('say why there is no way to the code', () => {
    const web = details({
      type: 'dast',
      location: { kind: 'web', hostname: 'https://shop.example.com', path: '/q' },
    });
    assert.deepEqual(web.model.buttons, [
      { id: 'dismiss', label: 'Request Dismissal…' },
      { id: 'createIssue', label: 'Create Issue…' },
      { id: 'openInGitLab', label: 'Open in GitLab' },
      { id: 'copy', label: 'Copy' },
      { id: 'goToCode', label: 'Go to Code', disabled: 'DAST found it at a URL, not in a file.' },
    ]);
    assert.equal(wordsOf(blocksOf(web, 'location')), 'URL: https://shop.example.com/q');
    const missing = details({}, { noPlace: 'There is no api/src/search.py.' }).model.buttons.at(-1);
    assert.equal(missing?.disabled, 'There is no api/src/search.py.');
    assert.deepEqual(details({}).model.buttons[0], { id: 'goToCode', label: 'Go to Code' });
  });

  it('open https links only, with their host to be seen', () => {
    const content = details({
      identifiers: [
        { type: 'cwe', name: 'CWE-89', value: '89', url: 'https://cwe.mitre.org/89' },
        { type: 'x', name: 'X', value: 'x', url: 'command:workbench.action.quit' },
      ],
      details: {
        ...noDetails,
        links: [
          { url: 'http://example.com/a' },
          { name: 'gitlab.com', url: 'https://lab.com/' },
          { name: 'https://gitlab.com.evil.example', url: 'https://evil.example/' },
          { url: 'https://user:secret@example.com/' },
        ],
      },
    });
    assert.equal(
      wordsOf(blocksOf(content, 'identifiers')),
      '- CWE-89→https://cwe.mitre.org/89 (cwe.mitre.org)\n- X',
    );
    assert.deepEqual(wordsOf(blocksOf(content, 'links')).split('\n'), [
      '- http://example.com/a',
      '- gitlab.com→https://lab.com/ (lab.com)',
      '- https://gitlab.com.evil.example→https://evil.example/ (evil.example)',
      '- https://user:secret@example.com/',
    ]);
    assert.ok(content.links.every((url) => url.startsWith('https://')));
  });

  it('open the instance’s own pages, plain http on loopback included, and no other’s as its own', () => {
    const local = { ...readySnapshot, instance: { url: 'http://127.0.0.1:8080/gitlab' } };
    const own = { iid: '7', url: 'http://127.0.0.1:8080/gitlab/shop/api/-/issues/7' };
    assert.ok(details({ issue: own }, { snapshot: local }).links.includes(own.url));
    assert.deepEqual(
      details({ issue: { iid: '7', url: 'https://evil.example/7' } }).links.filter((url) =>
        url.includes('evil'),
      ),
      [],
    );
  });

  it('show what GitLab adds later, and what it is waiting for', () => {
    const lazy = { ...noDetails, evidence: [{ name: 'Summary', text: 'seen' }] };
    assert.deepEqual(titles(details({}, { loading: true })), ['Location', 'loading', 'Scanner']);
    assert.deepEqual(titles(details({}, { lazy })), ['Location', 'Evidence', 'Scanner']);
    const failed = details({}, { lazy, failed: 'gitlab.example.com cannot be reached.' });
    assert.deepEqual(titles(failed), ['Location', 'failed', 'Evidence', 'Scanner']);
  });

  it('tell who dismissed it and why', () => {
    const dismissal = {
      reason: 'used_in_tests',
      by: 'ann',
      at: '2026-03-01T12:00:00Z',
      comment: 'See <b>x</b> *there*',
    } as const;
    assert.equal(
      wordsOf(blocksOf(details({ state: 'dismissed', dismissal }), 'history')),
      '- Dismissed by ann 2 days ago (2026-03-01) as “Used in tests”.\nSee <b>x</b> there',
    );
  });

  it('stay when the finding is gone, without what can no longer be done', () => {
    const { model } = details({}, { gone: true });
    assert.equal(model.gone, 'This finding is no longer in the latest scan.');
    assert.deepEqual(model.buttons, []);
  });

  it('show nothing invisible or turned round', () => {
    const content = details({
      title: 'ev\u202eil\u0000\u200b',
      description: '\u2066x\u2069 `a\u202eb`',
      scanner: { id: 'x', name: 'Sem\u202egrep' },
      sources: [{ kind: 'artifact', job: 'j\u202eb', version: '15' }],
      identifiers: [{ type: 'x', name: 'a\u202eb', value: 'x', url: 'https://example.com' }],
      location: { kind: 'code', file: 'src/\u202eyp.a', className: '\u202ex' },
      details: {
        ...noDetails,
        details: [{ name: 'a\u202e', text: 'b\u202e' }],
        evidence: [{ name: 'Request', text: 'GET\u202e /', code: true }],
        remediations: [{ summary: 's\u202e', diff: btoa('+ x\u0007') }],
      },
    });
    assert.doesNotMatch(JSON.stringify(content.model), /[\u202e\u2066\u2069\u200b]|\\u00/u);
    assert.deepEqual(content.places[0], { file: 'src/\u202eyp.a' });
  });

  it('stay small however much a report says', () => {
    const long = 'x'.repeat(3_000_000);
    const many = <T>(item: T) => Array.from({ length: 3000 }, () => item);
    const content = details({
      title: long,
      description: long,
      solution: long,
      identifiers: many({ type: 'x', name: long.slice(0, 5000), value: 'x', url: 'https://example.com' }),
      details: {
        links: many({ url: 'https://example.com' }),
        remediations: many({ summary: 's', diff: long }),
        codeFlows: [many({ type: 'sink', file: 'a' })],
        details: many({ name: 'n', text: 't' }),
        evidence: [{ name: 'Request', text: long, code: true }],
      },
    });
    assert.ok(JSON.stringify(content.model).length < 300_000);
    assert.match(wordsOf(blocksOf(content, 'identifiers')), /… 2,950 more identifiers not shown\.$/);
  });
});
