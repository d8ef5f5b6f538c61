import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { relatedFiles } from '../../../../../src/core/placement/dependencies/locateDependency.ts';
import { fixtures, fixtureText, located, root, rows } from './dependencyRows.ts';

for (const [fixture, file, dependency, place, via] of rows) {
  test(`${fixture}: ${dependency} in ${file}`, () => {
    const read = fixtureText(fixture);
    const related = relatedFiles(file, read(file));
    assert.equal(related[0], file);
    const textOf = (path: string) => {
      assert.ok(related.includes(path), `${path} is not among the related files`);
      return read(path);
    };
    assert.deepEqual(located(textOf, file, dependency), { place, via });
  });
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
