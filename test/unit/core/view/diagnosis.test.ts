import assert from 'node:assert/strict';
import { test } from 'node:test';
import { GitLabFailure, type FailureCode } from '../../../../src/core/model/failure.ts';
import type { NetworkReason } from '../../../../src/core/model/networkReason.ts';
import type { InstanceReport } from '../../../../src/core/sync/ports.ts';
import { diagnoseInstance } from '../../../../src/core/view/diagnoseInstance.ts';
import { renderDiagnosis, type DiagnosisStep } from '../../../../src/core/view/diagnosis.ts';
import { explain } from '../../../../src/core/view/explain.ts';
import { reasonInWords } from '../../../../src/core/view/networkReasons.ts';
import { withoutSecrets } from '../../../../src/core/view/withoutSecrets.ts';
import { readySnapshot } from './detailsFixture.ts';

const { repository, instance } = readySnapshot;
const now = Date.parse('2026-03-03T12:00:00Z');

const reasons: readonly NetworkReason[] = [
  'unknownHost',
  'connectionRefused',
  'noRoute',
  'interrupted',
  'connectTimeout',
  'silent',
  'tooLong',
  'proxyAuthentication',
  'proxyRefused',
  'proxyUnreachable',
  'untrustedCertificate',
  'expiredCertificate',
  'futureCertificate',
  'wrongName',
  'clientCertificate',
  'noTls',
  'certificateFile',
];

test('every reason has one sentence of its own, with what to change and two next steps', () => {
  const sentences = reasons.map((reason) => {
    const snapshot = { kind: 'failed', repository, instance, failure: 'unreachable', reason } as const;
    const told = explain({ snapshot, refreshing: false }, now);
    assert.equal(told.steps.length, 2);
    assert.equal(told.steps[1]?.kind, 'diagnose');
    assert.match(told.sentence, /^(\p{Lu}|gitlab\.example\.com)[^;]+; \p{Ll}[^;]+\.$/u);
    assert.equal(told.needsAction, reasonInWords(reason, '').face !== 'unreachable');
    return told.sentence;
  });
  assert.equal(new Set(sentences).size, reasons.length);
});

test('a missing authority leads to its setting', () => {
  const failed = { kind: 'failed', repository, instance, failure: 'unreachable' } as const;
  const { short, sentence, steps } = explain(
    { snapshot: { ...failed, reason: 'untrustedCertificate' }, refreshing: false },
    now,
  );
  assert.equal(short, 'certificate not trusted');
  assert.equal(
    sentence,
    "The certificate of gitlab.example.com is signed by an authority that this computer does not trust; add the authority's PEM file to gitlabSecurity.certificateAuthorities.",
  );
  assert.deepEqual(steps[0], {
    kind: 'openSettings',
    title: 'Open Settings',
    query: 'gitlabSecurity.certificateAuthorities',
  });
});

test('nothing that lets somebody in is told, whoever said it', () => {
  const token = ['glpat', 'abcdefghij0123456789'].join('-');
  const lines = [
    `GitLab echoes ${token}.`,
    'PROXY dana:Secret1@proxy.corp:3128',
    'http://dana:Secret1@proxy.corp:3128/ and https://Secret1@host',
    'Authorization: Bearer Secret1Secret1',
    'Proxy-Authorization: Basic U2VjcmV0MQ==',
    'it was sent Basic U2VjcmV0MQ== and Bearer Secret1Secret1',
    'Set-Cookie: _gitlab_session=Secret1; path=/',
    'cookie=Secret1',
    'POST /oauth/token private_token=Secret1&x=1',
    '{"access_token":"Secret1","refresh_token": "Secret1"}',
    'the known one is Secret1Known',
  ];
  const steps = lines.map((meaning): DiagnosisStep => ({
    name: 'Step',
    outcome: 'failed',
    meaning,
    change: meaning,
  }));
  const text = renderDiagnosis({ title: lines[1] ?? '', about: lines, steps }, ['Secret1Known']);
  for (const secret of ['Secret1', token, 'U2VjcmV0MQ'])
    assert.ok(!text.includes(secret), `${secret} in ${text}`);
  assert.ok(text.includes('proxy.corp:3128'), 'where it leads is told');
  assert.equal(withoutSecrets('https://gitlab.example.com/a@b'), 'https://gitlab.example.com/a@b');
});

test('a diagnosis is one line per step, and the first that fails stands at the top', () => {
  const steps: readonly DiagnosisStep[] = [
    { name: 'Name', outcome: 'ok', meaning: 'known' },
    { name: 'Proxy', outcome: 'failed', meaning: 'it is\nclosed \u202e', change: 'open it' },
    { name: 'Token', outcome: 'failed', meaning: 'wrong' },
  ];
  assert.equal(
    renderDiagnosis({ title: 'Way', about: ['x'], steps }),
    [
      '# Way',
      '',
      'The first step that fails is "Proxy": it is closed �.',
      '',
      '- **ok** Name: known.',
      '- **FAILED** Proxy: it is closed �. To change: open it.',
      '- **FAILED** Token: wrong.',
      '',
      'x',
      '',
    ].join('\n'),
  );
});

const outcomes = (report: InstanceReport | Error) =>
  diagnoseInstance(instance, report, now)
    .map(({ name, outcome }) => `${name} ${outcome}`)
    .join(', ');

test('what GitLab says of itself and the token is judged', () => {
  const good: InstanceReport = {
    username: 'dana',
    scopes: ['read_api'],
    version: '18.8.2-ee',
    isEnterprise: true,
  };
  assert.equal(outcomes(good), 'Instance ok, Version ok, Token ok, Scopes ok, Edition ok');
  assert.match(outcomes({ ...good, version: '15.11.0' }), /Version failed/);
  assert.match(outcomes({ ...good, version: '16.2.9-ee' }), /Version failed/);
  assert.match(outcomes({ ...good, version: '16.3.0' }), /Version ok/);
  assert.match(outcomes({ ...good, expiresAt: '2026-03-05' }), /Token noted/);
  assert.match(outcomes({ ...good, scopes: ['read_user'] }), /Scopes failed/);
  assert.match(outcomes({ username: 'dana' }), /Version skipped, Token ok, Scopes noted, Edition skipped/);
});

test('why GitLab says nothing is told of the instance or of the token', () => {
  const told = (code: FailureCode) => outcomes(new GitLabFailure(code, 'x'));
  for (const code of ['unauthorized', 'insufficientScope', 'forbidden'] as const) {
    assert.equal(told(code), 'Instance ok, Version skipped, Token failed, Scopes skipped, Edition skipped');
  }
  for (const code of ['unexpectedAnswer', 'notFound', 'serverError', 'rateLimited', 'timeout'] as const) {
    assert.equal(
      told(code),
      'Instance failed, Version skipped, Token skipped, Scopes skipped, Edition skipped',
    );
  }
  assert.match(outcomes(new Error('ours')), /^Instance failed/);
});
