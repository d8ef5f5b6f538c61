import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import {
  dependencyLocator,
  relatedFiles,
} from '../../../../../src/core/placement/dependencies/locateDependency.ts';

const root = join(dirname(fileURLToPath(import.meta.url)), '../../../../..');
const fixtures = join(root, 'test/fixtures/dependencies');

/** Fixture, reported file, dependency as `name version`; then `file:line: what is marked`, and who brought it in. */
type Row = readonly [string, string, string, string | undefined, (readonly string[])?];

const rows: readonly Row[] = [
  ['npm', 'package.json', 'braces 3.0.3', 'package.json:9: ^3.0.2'],
  ['npm', 'package-lock.json', 'braces 3.0.3', 'package.json:9: ^3.0.2'],
  ['npm', 'package-lock.json', 'ms 2.1.2', 'package.json:10: npm:ms@2.1.2'],
  ['npm', 'package.json', 'milliseconds 2.1.2', 'package.json:10: npm:ms@2.1.2'],
  ['npm', 'package-lock.json', 'is-number 6.0.0', 'package.json:13: ^6.0.0'],
  [
    'npm',
    'package-lock.json',
    'is-number 7.0.0',
    'package.json:9: ^3.0.2',
    ['braces', 'fill-range', 'to-regex-range', 'is-number'],
  ],
  ['npm', 'package.json', 'fill-range 7.1.1', 'package.json:9: ^3.0.2', ['braces', 'fill-range']],
  ['npm', 'package-lock.json', 'debug 2.6.9', 'packages/api/package.json:5: ~2.6.8'],
  ['npm', 'package-lock.json', 'ms 2.0.0', 'packages/api/package.json:5: ~2.6.8', ['debug', 'ms']],
  ['npm', 'packages/api/package.json', 'ms 2.0.0', 'packages/api/package.json:5: ~2.6.8', ['debug', 'ms']],
  ['npm', 'package-lock.json', 'left-pad 1.0.0', undefined],
  ['npm-v1', 'package-lock.json', 'is-number 6.0.0', 'package.json:13: ^6.0.0'],
  [
    'npm-v1',
    'package-lock.json',
    'is-number 7.0.0',
    'package.json:9: ^3.0.2',
    ['braces', 'fill-range', 'to-regex-range', 'is-number'],
  ],
  ['yarn-v1', 'yarn.lock', 'braces 3.0.3', 'package.json:9: ^3.0.2'],
  ['yarn-v1', 'yarn.lock', 'ms 2.1.2', 'package.json:10: npm:ms@2.1.2'],
  [
    'yarn-v1',
    'yarn.lock',
    'is-number 7.0.0',
    'package.json:9: ^3.0.2',
    ['braces', 'fill-range', 'to-regex-range', 'is-number'],
  ],
  ['yarn-v1', 'yarn.lock', 'is-number 6.0.0', 'package.json:13: ^6.0.0'],
  ['yarn-v1', 'yarn.lock', 'ms 2.0.0', 'yarn.lock:42: 2.0.0'],
  ['yarn-berry', 'yarn.lock', 'is-number 6.0.0', 'package.json:13: ^6.0.0'],
  [
    'yarn-berry',
    'yarn.lock',
    'is-number 7.0.0',
    'package.json:9: ^3.0.2',
    ['braces', 'fill-range', 'to-regex-range', 'is-number'],
  ],
  ['yarn-berry', 'yarn.lock', 'ms 2.1.2', 'package.json:10: npm:ms@2.1.2'],
  ['yarn-berry', 'yarn.lock', 'ms 2.0.0', 'packages/api/package.json:5: ~2.6.8', ['debug', 'ms']],
  [
    'yarn-berry-v6',
    'yarn.lock',
    'is-number 7.0.0',
    'package.json:9: ^3.0.2',
    ['braces', 'fill-range', 'to-regex-range', 'is-number'],
  ],
  ['yarn-berry-v6', 'yarn.lock', 'ms 2.0.0', 'packages/api/package.json:5: ~2.6.8', ['debug', 'ms']],
  ['pnpm', 'pnpm-lock.yaml', 'is-number 6.0.0', 'package.json:13: ^6.0.0'],
  [
    'pnpm',
    'pnpm-lock.yaml',
    'is-number 7.0.0',
    'package.json:9: ^3.0.2',
    ['braces', 'fill-range', 'to-regex-range', 'is-number'],
  ],
  ['pnpm', 'pnpm-lock.yaml', 'ms 2.1.2', 'package.json:10: npm:ms@2.1.2'],
  ['pnpm', 'pnpm-lock.yaml', 'ms 2.0.0', 'packages/api/package.json:5: ~2.6.8', ['debug', 'ms']],
  [
    'pnpm-v6',
    'pnpm-lock.yaml',
    'is-number 7.0.0',
    'package.json:9: ^3.0.2',
    ['braces', 'fill-range', 'to-regex-range', 'is-number'],
  ],
  ['pnpm-v6', 'pnpm-lock.yaml', 'ms 2.0.0', 'packages/api/package.json:5: ~2.6.8', ['debug', 'ms']],
  [
    'pnpm-v5',
    'pnpm-lock.yaml',
    'is-number 7.0.0',
    'package.json:9: ^3.0.2',
    ['braces', 'fill-range', 'to-regex-range', 'is-number'],
  ],
  ['pnpm-v5', 'pnpm-lock.yaml', 'ms 2.0.0', 'packages/api/package.json:5: ~2.6.8', ['debug', 'ms']],
  ['pnpm-v5', 'pnpm-lock.yaml', 'ms 2.1.2', 'package.json:10: npm:ms@2.1.2'],
  ['maven', 'pom.xml', 'com.fasterxml.jackson.core/jackson-databind 2.13.0', 'pom.xml:14: 2.13.0'],
  ['maven', 'pom.xml', 'com.fasterxml.jackson.core:jackson-databind 2.13.0', 'pom.xml:14: 2.13.0'],
  ['maven', 'pom.xml', 'jackson-databind 2.13.0', 'pom.xml:14: 2.13.0'],
  ['maven', 'pom.xml', 'io.netty/netty 3.9.1.Final', 'pom.xml:21: 3.9.1.Final'],
  ['maven', 'pom.xml', 'bouncycastle/bcprov-jdk15 140', 'pom.xml:45: 140'],
  [
    'maven',
    'pom.xml',
    'org.springframework.boot/spring-boot-starter-web 2.5.4',
    'pom.xml:49: spring-boot-starter-web',
  ],
  ['maven', 'pom.xml', 'org.springframework.boot/spring-boot-starter-parent 2.5.4', 'pom.xml:7: 2.5.4'],
  ['maven', 'pom.xml', 'com.acme/shop-model 1.0.0', 'pom.xml:54: ${project.version}'],
  ['maven', 'pom.xml', 'com.google.guava/guava 31.1-jre', undefined],
  ['maven', 'api/pom.xml', 'io.netty/netty 3.9.1.Final', 'pom.xml:21: 3.9.1.Final'],
  ['gradle', 'build.gradle', 'org.yaml/snakeyaml 1.26', 'build.gradle:13: 1.26'],
  ['gradle', 'build.gradle', 'com.fasterxml.jackson.core/jackson-databind 2.13.0', 'build.gradle:6: 2.13.0'],
  ['gradle', 'build.gradle', 'org.apache.commons/commons-lang3 3.12.0', 'build.gradle:9: 3.12.0'],
  ['gradle', 'build.gradle', 'commons-io:commons-io 2.6', 'build.gradle:16: 2.6'],
  ['gradle', 'build.gradle', 'org.apache.logging.log4j/log4j-core 2.14.1', 'build.gradle:17: 2.14.1'],
  ['gradle', 'build.gradle', 'org.apache.logging.log4j/log4j-api 2.14.1', 'gradle.lockfile:5: 2.14.1'],
  ['gradle', 'build.gradle', 'org.postgresql/postgresql 42.2.5', 'build.gradle:20: postgresql'],
  ['gradle', 'build.gradle', 'junit/junit 4.12', 'build.gradle:21: 4.12'],
  ['gradle', 'gradle.lockfile', 'org.yaml/snakeyaml 1.26', 'build.gradle:13: 1.26'],
  ['gradle-kotlin', 'build.gradle.kts', 'com.google.guava/guava 29.0-jre', 'build.gradle.kts:6: 29.0-jre'],
  [
    'gradle-kotlin',
    'build.gradle.kts',
    'io.netty/netty-codec-http 4.1.60.Final',
    'build.gradle.kts:5: 4.1.60.Final',
  ],
  ['gradle-kotlin', 'build.gradle.kts', 'commons-codec/commons-codec 1.12', 'build.gradle.kts:11: 1.12'],
  [
    'gradle-kotlin',
    'build.gradle.kts',
    'com.fasterxml.jackson.core/jackson-databind 2.12.1',
    'gradle/libs.versions.toml:2: 2.12.1',
  ],
  [
    'gradle-kotlin',
    'build.gradle.kts',
    'com.squareup.okhttp3/okhttp 4.9.1',
    'gradle/libs.versions.toml:7: 4.9.1',
  ],
  [
    'gradle-kotlin',
    'gradle/libs.versions.toml',
    'org.slf4j/slf4j-api 1.7.30',
    'gradle/libs.versions.toml:8: 1.7.30',
  ],
  [
    'gradle-kotlin',
    'build.gradle.kts',
    'io.ktor/ktor-server-core 1.6.0',
    'gradle/libs.versions.toml:3: [1.6, 1.7[',
  ],
  ['requirements', 'requirements.txt', 'httpx 0.18.2', 'requirements.txt:4: ==0.18.2'],
  ['requirements', 'requirements.txt', 'flask-sqlalchemy 2.5.1', 'requirements.txt:5: >= 2.5, < 3'],
  ['requirements', 'requirements.txt', 'requests 2.25.0', 'requirements.txt:6: ~=2.25.0'],
  ['requirements', 'requirements.txt', 'simplejson 3.17.2', 'requirements.txt:8: simplejson'],
  ['requirements', 'requirements.txt', 'cryptography 3.3.1', 'requirements.txt:9: ==3.3.1'],
  ['requirements', 'requirements.txt', 'idna 2.10', undefined],
  ['requirements', 'requirements/base.txt', 'urllib3 1.26.4', 'requirements/base.txt:2: >=1.26.4,<2'],
  ['pip-compile', 'requirements.txt', 'Flask 2.0.1', 'requirements.in:3: >=2.0'],
  ['pip-compile', 'requirements.txt', 'PyYAML 6.0', 'requirements.in:4: pyyaml'],
  ['pip-compile', 'requirements.txt', 'Werkzeug 2.0.3', 'requirements.in:3: >=2.0', ['flask', 'werkzeug']],
  [
    'pip-compile',
    'requirements.txt',
    'MarkupSafe 2.1.1',
    'requirements.in:3: >=2.0',
    ['flask', 'jinja2', 'markupsafe'],
  ],
  ['pip-compile', 'requirements.in', 'click 8.1.3', 'requirements.in:3: >=2.0', ['flask', 'click']],
  ['poetry', 'pyproject.toml', 'requests 2.31.0', 'pyproject.toml:6: >=2.31.0,<3.0.0'],
  ['poetry', 'poetry.lock', 'pyyaml 6.0.1', 'pyproject.toml:10: ^6.0'],
  ['poetry', 'poetry.lock', 'pytest 8.1.0', 'pyproject.toml:11: ^8.1'],
  ['poetry', 'poetry.lock', 'urllib3 1.26.4', 'pyproject.toml:6: >=2.31.0,<3.0.0', ['requests', 'urllib3']],
  ['poetry', 'poetry.lock', 'PySocks 1.7.1', 'pyproject.toml:6: >=2.31.0,<3.0.0', ['requests', 'pysocks']],
  ['uv', 'pyproject.toml', 'jinja2 3.1.3', 'pyproject.toml:5: >=3.1.2'],
  ['uv', 'uv.lock', 'Flask 3.0.3', 'pyproject.toml:9: ~= 3.0'],
  ['uv', 'uv.lock', 'ruff 0.4.1', 'pyproject.toml:13: ==0.4.1'],
  ['uv', 'uv.lock', 'MarkupSafe 2.1.5', 'pyproject.toml:5: >=3.1.2', ['jinja2', 'markupsafe']],
  ['uv', 'uv.lock', 'werkzeug 3.0.1', 'pyproject.toml:9: ~= 3.0', ['flask', 'werkzeug']],
  ['pipenv', 'Pipfile', 'django 4.2.1', 'Pipfile:7: ~=4.2.1'],
  ['pipenv', 'Pipfile.lock', 'celery 5.2.7', 'Pipfile:8: >=5.2'],
  ['pipenv', 'Pipfile.lock', 'black 23.3.0', 'Pipfile:11: *'],
  ['pipenv', 'Pipfile.lock', 'sqlparse 0.4.3', 'Pipfile.lock:43: ==0.4.3'],
  ['go', 'go.mod', 'github.com/gin-gonic/gin v1.7.4', 'go.mod:5: v1.7.4'],
  ['go', 'go.sum', 'github.com/gin-gonic/gin 1.7.4', 'go.mod:5: v1.7.4'],
  ['go', 'go.sum', 'github.com/google/uuid v1.3.0', 'go.mod:14: v1.3.0'],
  ['go', 'go.sum', 'gopkg.in/yaml.v2 v2.2.8', 'go.mod:9: v2.2.8'],
  [
    'go',
    'go.mod',
    'golang.org/x/crypto v0.0.0-20200622213623-75b288015ac9',
    'go.mod:8: v0.0.0-20200622213623-75b288015ac9',
  ],
  ['go', 'go.sum', 'golang.org/x/text v0.3.2', 'go.sum:9: v0.3.2'],
  ['go', 'go.sum', 'golang.org/x/text v0.3.0', 'go.sum:8: v0.3.0'],
  ['cargo', 'Cargo.toml', 'rand 0.8.5', 'Cargo.toml:7: 0.8'],
  ['cargo', 'Cargo.lock', 'serde-json 1.0.96', 'Cargo.toml:8: 1.0.96'],
  ['cargo', 'Cargo.lock', 'time 0.1.43', 'Cargo.toml:9: 0.1.43'],
  ['cargo', 'Cargo.lock', 'rand_core 0.5.1', 'Cargo.toml:12: 0.5'],
  ['cargo', 'Cargo.lock', 'rand_core 0.6.4', 'Cargo.toml:7: 0.8', ['rand', 'rand_core']],
  ['cargo', 'Cargo.lock', 'nix 0.23.0', 'Cargo.toml:15: 0.23'],
  ['cargo', 'Cargo.lock', 'libc 0.2.98', 'Cargo.toml:7: 0.8', ['rand', 'libc']],
  ['cargo-workspace', 'api/Cargo.toml', 'hyper 0.14.10', 'Cargo.toml:6: 0.14.10'],
  ['cargo-workspace', 'api/Cargo.toml', 'h2 0.3.3', 'api/Cargo.toml:8: h2'],
  ['cargo-workspace', 'Cargo.lock', 'want 0.3.0', 'Cargo.toml:6: 0.14.10', ['hyper', 'want']],
  ['composer', 'composer.json', 'guzzlehttp/guzzle 7.4.3', 'composer.json:6: ^7.4.0'],
  ['composer', 'composer.lock', 'guzzlehttp/guzzle 7.4.3', 'composer.json:6: ^7.4.0'],
  ['composer', 'composer.lock', 'phpunit/phpunit 9.5.20', 'composer.json:9: ^9.5'],
  [
    'composer',
    'composer.lock',
    'psr/http-message 1.0.1',
    'composer.json:6: ^7.4.0',
    ['guzzlehttp/guzzle', 'guzzlehttp/psr7', 'psr/http-message'],
  ],
  ['bundler', 'Gemfile', 'rails 6.1.4.1', 'Gemfile:5: ~> 6.1.4", ">= 6.1.4.1'],
  ['bundler', 'Gemfile.lock', 'puma 5.4.0', 'Gemfile:7: ~> 5.0'],
  ['bundler', 'Gemfile.lock', 'rack-test 1.1.0', 'Gemfile:10: rack-test'],
  ['bundler', 'Gemfile.lock', 'rack 2.2.3', 'Gemfile:10: rack-test', ['rack-test', 'rack']],
  [
    'bundler',
    'Gemfile.lock',
    'nokogiri 1.12.4',
    'Gemfile:5: ~> 6.1.4", ">= 6.1.4.1',
    ['rails', 'actionpack', 'rails-html-sanitizer', 'loofah', 'nokogiri'],
  ],
  ['nuget', 'Shop.Api/Shop.Api.csproj', 'newtonsoft.json 12.0.3', 'Shop.Api/Shop.Api.csproj:10: 12.0.3'],
  ['nuget', 'Shop.Api/packages.lock.json', 'Serilog 3.1.1', 'Shop.Api/Shop.Api.csproj:6: 3.1.1'],
  [
    'nuget',
    'Shop.Api/packages.lock.json',
    'Microsoft.Data.SqlClient 5.1.1',
    'Shop.Api/Shop.Api.csproj:13: 5.1.1',
  ],
  [
    'nuget',
    'Shop.Api/packages.lock.json',
    'Azure.Core 1.25.0',
    'Shop.Api/Shop.Api.csproj:13: 5.1.1',
    ['Microsoft.Data.SqlClient', 'Azure.Identity', 'Azure.Core'],
  ],
  [
    'nuget-central',
    'src/Worker/Worker.csproj',
    'Newtonsoft.Json 12.0.3',
    'Directory.Packages.props:6: 12.0.3',
  ],
  [
    'nuget-central',
    'src/Worker/Worker.csproj',
    'System.Text.Json 8.0.1',
    'src/Worker/Worker.csproj:4: 8.0.1',
  ],
  [
    'nuget-central',
    'Directory.Packages.props',
    'System.Text.Json 8.0.0',
    'Directory.Packages.props:7: 8.0.0',
  ],
  ['nuget-config', 'packages.config', 'jQuery 3.4.1', 'packages.config:3: 3.4.1'],
  ['mix', 'mix.exs', 'plug 1.11.1', 'mix.exs:15: ~> 1.11.0'],
  ['mix', 'mix.lock', 'ex_doc 0.24.2', 'mix.exs:18: ~> 0.24'],
  ['mix', 'mix.lock', 'phoenix_live_view 0.15.0', 'mix.exs:17: phoenix_live_view'],
  ['mix', 'mix.lock', 'mime 1.6.0', 'mix.exs:15: ~> 1.11.0', ['plug', 'mime']],
  ['mix', 'mix.lock', 'earmark_parser 1.4.13', 'mix.exs:18: ~> 0.24', ['ex_doc', 'earmark_parser']],
  ['pub', 'pubspec.yaml', 'http 0.13.3', 'pubspec.yaml:10: ^0.13.3'],
  ['pub', 'pubspec.lock', 'intl 0.17.0', 'pubspec.yaml:11: 0.17.0'],
  ['pub', 'pubspec.lock', 'shelf 1.1.4', 'pubspec.yaml:14: >=1.1.0 <2.0.0'],
  ['pub', 'pubspec.lock', 'path 1.8.0', 'pubspec.yaml:15: path'],
  ['pub', 'pubspec.lock', 'http_parser 4.0.0', 'pubspec.lock:19: 4.0.0'],
  ['pub', 'pubspec.yaml', 'http_parser 4.0.0', 'pubspec.lock:19: 4.0.0'],
  ['pipenv', 'Pipfile', 'sqlparse 0.4.3', 'Pipfile.lock:43: ==0.4.3'],
  [
    'poetry',
    'pyproject.toml',
    'urllib3 1.26.4',
    'pyproject.toml:6: >=2.31.0,<3.0.0',
    ['requests', 'urllib3'],
  ],
  ['cargo-workspace', 'api/Cargo.toml', 'want 0.3.0', 'Cargo.toml:6: 0.14.10', ['hyper', 'want']],
  [
    'composer',
    'composer.json',
    'guzzlehttp/psr7 2.1.0',
    'composer.json:6: ^7.4.0',
    ['guzzlehttp/guzzle', 'guzzlehttp/psr7'],
  ],
  ['bundler', 'Gemfile', 'nio4r 2.5.8', 'Gemfile:7: ~> 5.0', ['puma', 'nio4r']],
  [
    'nuget',
    'Shop.Api/Shop.Api.csproj',
    'azure.identity 1.7.0',
    'Shop.Api/Shop.Api.csproj:13: 5.1.1',
    ['Microsoft.Data.SqlClient', 'Azure.Identity'],
  ],
  ['mix', 'mix.exs', 'telemetry 0.4.3', 'mix.exs:15: ~> 1.11.0', ['plug', 'telemetry']],
];

for (const [fixture, file, dependency, place, via] of rows) {
  test(`${fixture}: ${dependency} in ${file}`, () => {
    const [name = '', version = ''] = dependency.split(' ');
    const asked = new Set<string>();
    const textOf = (path: string) => {
      asked.add(path);
      const full = join(fixtures, fixture, path);
      return existsSync(full) ? readFileSync(full, 'utf8') : undefined;
    };
    const found = dependencyLocator(textOf)(file, { name, version });
    assert.equal(
      found && `${found.path}:${found.start.line + 1}: ${markedText(textOf(found.path) ?? '', found)}`,
      place,
    );
    assert.deepEqual(found?.via, via);
    if (found?.declared !== undefined)
      assert.equal(markedText(textOf(found.path) ?? '', found), found.declared);
    const related = relatedFiles(file, textOf(file));
    assert.equal(related[0], file);
    for (const path of asked) assert.ok(related.includes(path), `${path} is not among the related files`);
  });
}

type Place = NonNullable<ReturnType<ReturnType<typeof dependencyLocator>>>;

function markedText(text: string, { start, end }: Place): string | undefined {
  assert.equal(start.line, end.line);
  return text.split(/\r\n?|\n/)[start.line]?.slice(start.character, end.character);
}

test('the table in the documentation lists every fixture, and nothing else', () => {
  const table = readFileSync(join(root, 'docs/dependency-files.md'), 'utf8');
  const listed = [
    ...table.matchAll(/^\| `([^`]+)`.*\[([\w-]+)\]\(\.\.\/test\/fixtures\/dependencies\/([\w-]+)\) *\|$/gm),
  ];
  assert.deepEqual([...new Set(listed.map(([, , name]) => name))].sort(), readdirSync(fixtures).sort());
  for (const [row, file = '', name, folder = ''] of listed) {
    assert.equal(name, folder, row);
    const files = readdirSync(join(fixtures, folder), { recursive: true, encoding: 'utf8' });
    const pattern = new RegExp(`(^|/)${file.replace(/[.]/g, '\\.').replace('*', '.*')}$`);
    assert.ok(
      files.some((each) => pattern.test(each)),
      `${file} is not in ${folder}`,
    );
    assert.ok(
      rows.some((each) => each[0] === folder && pattern.test(each[1])),
      `no finding in ${file} of ${folder}`,
    );
  }
});
