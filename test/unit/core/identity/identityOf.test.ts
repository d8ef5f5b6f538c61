import assert from 'node:assert/strict';
import { test } from 'node:test';
import { identityOf } from '../../../../src/core/identity/identityOf.ts';
import type { ReportFinding } from '../../../../src/core/model/finding.ts';
import { at, reported, rule, signature } from './fixture.ts';

type Report = Partial<ReportFinding>;
const image = (name: string, more: object = {}): Report => ({
  type: 'container_scanning',
  location: { kind: 'image', image: name, dependency: { name: 'openssl' }, ...more },
});
const dependency = (name: string, version: string, file = 'package-lock.json'): Report => ({
  type: 'dependency_scanning',
  location: { kind: 'dependency', file, dependency: { name, version } },
});
const web = (more: object): Report => ({
  type: 'dast',
  location: {
    kind: 'web',
    hostname: 'https://a.example',
    path: '/login',
    method: 'GET',
    param: 'q',
    ...more,
  },
});

const same: readonly (readonly [string, Report, Report])[] = [
  ['another title, where there is an identifier', { title: 'One' }, { title: 'Two' }],
  ['another severity', { severity: 'low' }, { severity: 'critical' }],
  ['no end line, or the same one', { location: at(3) }, { location: at(3, 3) }],
  ['another version of a dependency', dependency('lodash', '4.17.15'), dependency('lodash', '4.17.16')],
  ['another tag of an image', image('reg.example:5000/a/b:1'), image('reg.example:5000/a/b:2')],
  ['a digest of an image', image('a/b:1'), image('a/b:1@sha256:abcdef')],
  ['no tag', image('a/b'), image('a/b:latest')],
  ['another host of the same application', web({}), web({ hostname: 'https://review-7.example' })],
  ['further identifiers', {}, { identifiers: [rule, { type: 'cwe', name: 'CWE-1', value: '1' }] }],
];

const different: readonly (readonly [string, Report, Report])[] = [
  ['another type of report', {}, { type: 'secret_detection' }],
  ['another scanner', {}, { scanner: { id: 'other', name: 'Semgrep' } }],
  ['another primary identifier', {}, { identifiers: [{ ...rule, value: 'other' }] }],
  ['an identifier of another type', {}, { identifiers: [{ ...rule, type: 'cwe' }] }],
  [
    'another title, where there is no identifier',
    { identifiers: [], title: 'One' },
    { identifiers: [], title: 'Two' },
  ],
  ['another file', { location: at(1) }, { location: at(1, 1, 'src/b.ts') }],
  ['another line', { location: at(1) }, { location: at(2) }],
  ['another last line', { location: at(1, 2) }, { location: at(1, 3) }],
  ['another package', dependency('lodash', '1'), dependency('lodash-es', '1')],
  ['another lock file', dependency('lodash', '1'), dependency('lodash', '1', 'sub/package-lock.json')],
  ['another image', image('a/b:1'), image('a/c:1')],
  ['a registry on another port', image('reg.example:5000/b'), image('reg.example:5001/b')],
  [
    'another resource of a cluster',
    image('a', { kubernetesResource: 'x' }),
    image('a', { kubernetesResource: 'y' }),
  ],
  ['another path', web({}), web({ path: '/logout' })],
  ['another method', web({}), web({ method: 'POST' })],
  ['another parameter', web({}), web({ param: 'id' })],
  ['no place at all', { location: { kind: 'none' } }, {}],
];

for (const [name, a, b] of same) {
  test(`the same place: ${name}`, () => {
    assert.equal(identityOf(reported(a)).place, identityOf(reported(b)).place);
  });
}

for (const [name, a, b] of different) {
  test(`another place: ${name}`, () => {
    assert.notEqual(identityOf(reported(a)).place, identityOf(reported(b)).place);
  });
}

const textOf = (lines: readonly string[], start: number, end?: number, more: Report = {}) =>
  identityOf(reported({ location: at(start, end), ...more }), lines).text;

test('the flagged text is known whatever its white space and wherever it is', () => {
  const wanted = textOf(['run(a, b)'], 1);
  assert.ok(wanted);
  for (const [lines, start, end] of [
    [['\t run(a,   b)  '], 1, undefined],
    [['run(a,\tb)'], 1, undefined],
    [['', '', 'run(a, b)\r'], 3, undefined],
    [['x', 'run(a,', '    b)', 'y'], 2, 3],
    [['run(a, b)', 'other'], 1, 1],
    [['run(a, b)', 'other'], 1, 0],
  ] as const) {
    assert.equal(textOf(lines, start, end), wanted, JSON.stringify(lines));
  }
  assert.notEqual(textOf(['run(a,b)'], 1), wanted, 'a space less is other text');
  assert.notEqual(textOf(['run(a, b)', 'other'], 1, 2), wanted);
  assert.notEqual(textOf(['run(a, b)'], 1, 1, { location: at(1, 1, 'src/b.ts') }), wanted);
});

test('no text is known of a line that is empty, or not there', () => {
  assert.equal(textOf(['  '], 1), undefined);
  assert.equal(textOf(['x'], 2), undefined);
  assert.equal(identityOf(reported(), undefined).text, undefined);
  assert.equal(identityOf(reported({ location: { kind: 'code', file: 'a' } }), ['x']).text, undefined);
});

test("signatures come best first, an algorithm's values joined", () => {
  const { signatures } = identityOf(
    reported({
      signatures: [
        signature('hash', 'h'),
        signature('scope_offset', 'one'),
        signature('location', 'l'),
        signature('scope_offset', 'two'),
        signature('scope_offset_compressed', 'c'),
      ],
    }),
  );
  assert.deepEqual(
    signatures.map(({ algorithm }) => algorithm),
    ['scope_offset_compressed', 'scope_offset', 'location', 'hash'],
  );
  assert.match(signatures[1]?.mark ?? '', /one\|two$/);
});

test('what has no code has no signatures, whatever its report says', () => {
  const finding = reported({ ...dependency('a', '1'), signatures: [signature('hash', 'h')] });
  assert.deepEqual(identityOf(finding).signatures, []);
});
