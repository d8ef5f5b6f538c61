import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { test } from 'node:test';
import {
  dependencyLocator,
  relatedFiles,
} from '../../../../../src/core/placement/dependencies/locateDependency.ts';
import { fixtures, fixtureText, located, rows, type TextOf } from './dependencyRows.ts';

const inMemory =
  (files: Readonly<Record<string, string>>): TextOf =>
  (path) =>
    Object.hasOwn(files, path) ? files[path] : undefined;

/** The text of every fixture's files, changed. */
function changed(fixture: string, change: (text: string) => string): TextOf {
  const textOf = fixtureText(fixture);
  return (path) => {
    const text = textOf(path);
    return text === undefined ? undefined : change(text);
  };
}

test('line ends and a byte order mark move nothing', () => {
  for (const ends of ['\r\n', '\r'])
    for (const [fixture, file, dependency, place, via] of rows) {
      // YAML and TOML know no lone carriage return, and no package manager writes one.
      if (ends === '\r' && !/\.(?:json|xml)$/.test(file)) continue;
      const textOf = changed(fixture, (text) => `\uFEFF${text.replaceAll('\n', ends)}`);
      assert.deepEqual(located(textOf, file, dependency), { place, via }, `${fixture} ${file} ${dependency}`);
    }
});

test('files that were cut off anywhere', () => {
  for (const fixture of readdirSync(fixtures)) {
    const mine = rows.filter((row) => row[0] === fixture);
    for (let part = 0; part < 1; part += 0.03) {
      const textOf = changed(fixture, (text) => text.slice(0, text.length * part));
      for (const [, file, dependency] of mine) {
        located(textOf, file, dependency);
        relatedFiles(file, textOf(file));
      }
    }
  }
});

test('a file that holds what another kind of file should', () => {
  const texts = rows.map(([fixture, file]) => fixtureText(fixture)(file) ?? '');
  for (const [, file, dependency] of rows)
    for (const text of new Set(texts)) {
      const locate = dependencyLocator(() => text);
      locate(file, { name: dependency.split(' ')[0] ?? '' });
    }
});

test('a lock file alone gets the entry itself, of the reported version if there is one', () => {
  const only =
    (fixture: string, file: string): TextOf =>
    (path) =>
      path === file ? fixtureText(fixture)(path) : undefined;
  const expected: readonly (readonly [string, string, string, string])[] = [
    ['npm', 'package-lock.json', 'is-number 7.0.0', 'package-lock.json:87: 7.0.0'],
    ['npm', 'package-lock.json', 'is-number 6.0.0', 'package-lock.json:56: 6.0.0'],
    ['npm', 'package-lock.json', 'is-number 5.0.0', 'package-lock.json:56: 6.0.0'],
    ['npm-v1', 'package-lock.json', 'is-number 7.0.0', 'package-lock.json:55: 7.0.0'],
    ['yarn-v1', 'yarn.lock', 'is-number 7.0.0', 'yarn.lock:32: 7.0.0'],
    ['yarn-berry', 'yarn.lock', 'is-number 7.0.0', 'yarn.lock:51: 7.0.0'],
    ['pnpm', 'pnpm-lock.yaml', 'is-number 7.0.0', 'pnpm-lock.yaml:50: 7.0.0'],
    ['pnpm-v5', 'pnpm-lock.yaml', 'is-number 7.0.0', 'pnpm-lock.yaml:54: 7.0.0'],
    ['poetry', 'poetry.lock', 'urllib3', 'poetry.lock:48: 1.26.4'],
    ['uv', 'uv.lock', 'werkzeug', 'uv.lock:79: 3.0.1'],
    ['cargo', 'Cargo.lock', 'rand_core 0.6.4', 'Cargo.lock:48: 0.6.4'],
    ['composer', 'composer.lock', 'psr/http-message 1.0.1', 'composer.lock:60: 1.0.1'],
    ['bundler', 'Gemfile.lock', 'nokogiri 1.12.4', 'Gemfile.lock:11: 1.12.4'],
    ['nuget', 'Shop.Api/packages.lock.json', 'Azure.Core 1.25.0', 'Shop.Api/packages.lock.json:28: 1.25.0'],
    ['mix', 'mix.lock', 'mime 1.6.0', 'mix.lock:4: 1.6.0'],
    ['go', 'go.sum', 'golang.org/x/crypto', 'go.sum:6: v0.0.0-20200622213623-75b288015ac9'],
  ];
  for (const [fixture, file, dependency, place] of expected)
    assert.deepEqual(located(only(fixture, file), file, dependency), { place, via: undefined });
});

test('names that are no ordinary keys of an object', () => {
  for (const name of ['__proto__', 'constructor', 'toString', 'hasOwnProperty']) {
    const packages = `{"packages": {"": {}, "node_modules/a": {"version": "1", "dependencies": {"${name}": "2"}}, "node_modules/${name}": {"version": "2"}}}`;
    const textOf = inMemory({
      'package-lock.json': packages,
      'package.json': `{"dependencies": {\n"a": "^1"}}`,
    });
    const found = located(textOf, 'package-lock.json', `${name} 2`);
    assert.deepEqual(found, { place: 'package.json:2: ^1', via: ['a', name] });
    assert.equal(located(inMemory({ 'package.json': '{}' }), 'package.json', name).place, undefined);
    const cargo = inMemory({ 'Cargo.toml': `[dependencies]\n${name} = "1"` });
    assert.equal(located(cargo, 'Cargo.toml', name).place, 'Cargo.toml:2: 1');
    const pub = inMemory({ 'pubspec.yaml': `dependencies:\n  ${name}: ^1` });
    assert.equal(located(pub, 'pubspec.yaml', name).place, 'pubspec.yaml:2: ^1');
  }
});

test('packages that bring in each other, and ways of the same length', () => {
  const entry = (name: string, ...requires: readonly string[]) =>
    `[[package]]\nname = "${name}"\nversion = "1.0.0"\n[package.dependencies]\n${requires.map((each) => `${each} = "*"`).join('\n')}\n`;
  const textOf = inMemory({
    'poetry.lock': [
      entry('a', 'b', 'a'),
      entry('b', 'c', 'a'),
      entry('c', 'd', 'b'),
      entry('d'),
      entry('e', 'x', 'd'),
      entry('f', 'd'),
      entry('lonely', 'lonely'),
    ].join('\n'),
    'pyproject.toml': '[tool.poetry.dependencies]\na = "1"\nf = "2"\ne = "3"\n',
  });
  assert.deepEqual(located(textOf, 'poetry.lock', 'c'), {
    place: 'pyproject.toml:2: 1',
    via: ['a', 'b', 'c'],
  });
  assert.deepEqual(located(textOf, 'poetry.lock', 'd'), { place: 'pyproject.toml:3: 2', via: ['f', 'd'] });
  assert.deepEqual(located(textOf, 'poetry.lock', 'lonely'), {
    place: 'poetry.lock:43: 1.0.0',
    via: undefined,
  });
});

test('a package is the one that its folder or its peers give to whom asks for it', () => {
  const npm = inMemory({
    'package.json': '{"dependencies": {\n"a": "^1",\n"c": "^2"}}',
    'package-lock.json': JSON.stringify({
      packages: {
        '': {},
        'node_modules/a': { version: '1.0.0', dependencies: { b: '1' } },
        'node_modules/a/node_modules/b': { version: '1.0.0', dependencies: { c: '1' } },
        'node_modules/a/node_modules/b/node_modules/x': { version: '1.0.0' },
        'node_modules/a/node_modules/c': { version: '1.0.0' },
        'node_modules/c': { version: '2.0.0' },
      },
    }),
  });
  assert.deepEqual(located(npm, 'package-lock.json', 'c 1.0.0'), {
    place: 'package.json:2: ^1',
    via: ['a', 'b', 'c'],
  });
  assert.deepEqual(located(npm, 'package-lock.json', 'c 2.0.0'), {
    place: 'package.json:3: ^2',
    via: undefined,
  });
  const pnpm = inMemory({
    'package.json': '{"dependencies": {\n"a": "^1",\n"react": "^18"}}',
    'pnpm-lock.yaml': [
      "lockfileVersion: '9.0'",
      'importers:',
      '  .:',
      '    dependencies:',
      '      a:',
      '        specifier: ^1',
      '        version: 1.0.0(react@18.2.0)',
      'packages:',
      '  a@1.0.0:',
      '    peerDependencies:',
      "      react: '>=17'",
      "  '@b/b@2.0.0':",
      '    resolution: {integrity: x}',
      'snapshots:',
      '  a@1.0.0(react@18.2.0):',
      '    dependencies:',
      "      '@b/b': 2.0.0(react@18.2.0)",
      "  '@b/b@2.0.0(react@18.2.0)': {}",
    ].join('\n'),
  });
  assert.deepEqual(located(pnpm, 'pnpm-lock.yaml', '@b/b 2.0.0'), {
    place: 'package.json:2: ^1',
    via: ['a', '@b/b'],
  });
});

test('no file outside the repository is ever asked for', () => {
  const members = ['../b', '/etc', 'a/../../b', 'C:/x', 'a\\..\\b', '.', '', './x', 'a//b', 'packages/good'];
  const text = JSON.stringify({
    packages: Object.fromEntries(members.map((each) => [each, { version: '1' }])),
  });
  assert.deepEqual(relatedFiles('package-lock.json', text), [
    'package-lock.json',
    'package.json',
    'packages/good/package.json',
  ]);
  const asked: string[] = [];
  const locate = dependencyLocator((path) => {
    asked.push(path);
    return path === 'package-lock.json' ? text : undefined;
  });
  locate('package-lock.json', { name: 'x' });
  assert.ok(asked.every((path) => !path.includes('..') && !path.startsWith('/')));
});

test('the neighbours of a file', () => {
  const related: Readonly<Record<string, readonly string[]>> = {
    'src/a.py': [],
    'package.json.bak': [],
    'lib/app.jar': [],
    'a/yarn.lock': ['a/yarn.lock', 'a/package.json'],
    'a/b/go.mod': ['a/b/go.mod', 'a/b/go.sum'],
    'a/pom.xml': ['a/pom.xml', 'pom.xml'],
    'a/requirements-dev.txt': ['a/requirements-dev.txt', 'a/requirements-dev.in'],
    'requirements/prod.txt': ['requirements/prod.txt', 'requirements/prod.in'],
    'src/Api/Other.csproj': [
      'src/Api/Other.csproj',
      'src/Api/packages.config',
      'src/Api/Directory.Packages.props',
      'src/Directory.Packages.props',
      'Directory.Packages.props',
      'src/Api/packages.lock.json',
    ],
    'src/Api/packages.lock.json': [
      'src/Api/packages.lock.json',
      'src/Api/Api.csproj',
      'src/Api/Api.fsproj',
      'src/Api/Api.vbproj',
      'src/Api/packages.config',
      'src/Api/Directory.Packages.props',
      'src/Directory.Packages.props',
      'Directory.Packages.props',
    ],
  };
  for (const [path, expected] of Object.entries(related)) assert.deepEqual(relatedFiles(path), expected);
  assert.equal(relatedFiles(`${'a/'.repeat(5000)}package.json`).length < 200, true);
});

test('a large lock file is read once for all of its findings', () => {
  const count = 20_000;
  const packages: Record<string, unknown> = { '': {} };
  for (let at = 0; at < count; at += 1)
    packages[`node_modules/package-${at}`] = {
      version: '1.0.0',
      integrity: `sha512-${'x'.repeat(86)}==`,
      license: 'MIT',
      dependencies: { [`package-${at + 1}`]: '^1.0.0', [`package-${(at * 7) % count}`]: '^1.0.0' },
    };
  const text = JSON.stringify({ lockfileVersion: 3, packages }, null, 2);
  assert.ok(text.length > 5_000_000);
  let reads = 0;
  const locate = dependencyLocator((path) => {
    if (path === 'package-lock.json') {
      reads += 1;
      return text;
    }
    return path === 'package.json' ? '{ "dependencies": { "package-0": "1" } }' : undefined;
  });
  const start = performance.now();
  for (let at = 1; at < 500; at += 1) {
    const found = locate('package-lock.json', { name: `package-${at}`, version: '1.0.0' });
    assert.equal(found?.path, 'package.json');
    assert.equal(found.via?.at(-1), `package-${at}`);
  }
  assert.ok(reads <= 3, `read ${reads} times`);
  assert.ok(performance.now() - start < 4000, `took ${performance.now() - start} ms`);
});

/** What an attacker repeats to make a reader take the square of its time, or all of the stack. */
const repeated = [
  '[',
  '{',
  '{"a":',
  '- ',
  'a: {',
  '"',
  '\\"',
  '"""',
  "'",
  'a ',
  'a.',
  'a=',
  ' ',
  '\t',
  '\n',
  '\u2028',
  '#',
  '[[a]]\n',
  '[a.',
  '<a>',
  '<a ',
  '<a b="',
  '<!--',
  '</a>',
  'a==1,',
  '>=',
  '# via a\n',
  'gem "a", ',
  "implementation 'a:b:c",
  '"a:b:',
  '{:a, "',
];

test('texts made to exhaust us', () => {
  const start = performance.now();
  const files = new Set(rows.map(([, file]) => file));
  for (const file of files)
    for (const piece of repeated)
      for (const head of ['', 'a==1', '[a]\nb = [', 'a:\n  "']) {
        const text = head + piece.repeat(20_000 / piece.length);
        dependencyLocator((path) => (path === file ? text : undefined))(file, { name: 'a', version: '1' });
      }
  assert.ok(performance.now() - start < 20_000, `took ${performance.now() - start} ms`);
});

test('one name many times in both files', () => {
  const many = 40_000;
  const textOf = inMemory({
    'requirements.in': 'a\n'.repeat(many),
    'requirements.txt': 'a==1\n'.repeat(many),
  });
  const start = performance.now();
  assert.equal(located(textOf, 'requirements.txt', 'a 1').place, 'requirements.in:1: a');
  assert.ok(performance.now() - start < 2000, `took ${performance.now() - start} ms`);
});
