import type { Line1, Location } from '../../src/core/model/location.ts';
import { codeLines, editLines } from './madeTexts.ts';
import { randomFrom } from './random.ts';

/** A file as it was scanned, as it is now, and what was found in it. */
export interface MadeFile {
  readonly path: string;
  readonly before: string;
  readonly after: string;
  readonly locations: readonly Location[];
}

/** Files of 200 to 2,000 lines, each with so many findings, of which one line in twenty has changed. */
export function madeFiles(count: number, findings: number): readonly MadeFile[] {
  const random = randomFrom(2);
  return Array.from({ length: count }, (_, index): MadeFile => {
    const lines = codeLines(200 + Math.floor(random() * 1800), random);
    const path = `file${index}.ts`;
    const locations = Array.from({ length: findings }, (_, finding): Location => {
      const line = 1 + Math.floor((lines.length * finding) / findings);
      return {
        kind: 'code',
        file: path,
        startLine: line as Line1,
        endLine: (line + (finding % 3)) as Line1,
      };
    });
    const edited = editLines(lines, 0.05, random);
    return { path, before: `${lines.join('\n')}\n`, after: `${edited.join('\n')}\n`, locations };
  });
}

/** An npm lock file of so many characters with its manifest; both have changed a little. */
export function madeLock(size: number, findings: number): readonly MadeFile[] {
  const packages: string[] = [];
  const named = (index: number) => `package-${index}`;
  for (let length = 0; length < size; length += packages.at(-1)?.length ?? 0)
    packages.push(lockEntry(packages.length));
  const count = packages.length;
  const direct = Array.from(
    { length: Math.floor(count / 10) },
    (_, index) => `    "${named(index * 10)}": "^1.0.0"`,
  );
  const manifest = (version: string) =>
    `{\n  "name": "shop",\n  "version": "${version}",\n  "dependencies": {\n${direct.join(',\n')}\n  }\n}\n`;
  const lock = (version: string) =>
    `{\n  "name": "shop",\n  "version": "${version}",\n  "lockfileVersion": 3,\n  "packages": {\n` +
    `    "": {\n      "name": "shop",\n      "dependencies": {\n${direct.join(',\n')}\n      }\n    },\n` +
    `${packages.join(',\n')}\n  }\n}\n`;
  const locations = Array.from({ length: findings }, (_, finding): Location => {
    const index = Math.floor((count * finding) / findings);
    return {
      kind: 'dependency',
      file: 'package-lock.json',
      dependency: { name: named(index), version: `1.${index % 50}.0` },
    };
  });
  return [
    { path: 'package.json', before: manifest('1.0.0'), after: manifest('1.0.1'), locations: [] },
    { path: 'package-lock.json', before: lock('1.0.0'), after: lock('1.0.1'), locations },
  ];
}

function lockEntry(index: number): string {
  const needs = [1, 2, 3].map((step) => `        "package-${index + step}": "^1.0.0"`).join(',\n');
  return `    "node_modules/package-${index}": {
      "version": "1.${index % 50}.0",
      "resolved": "https://registry.npmjs.org/package-${index}/-/package-${index}-1.${index % 50}.0.tgz",
      "integrity": "sha512-${`${index}`.padStart(8, 'a').repeat(11)}==",
      "license": "MIT",
      "dependencies": {
${needs}
      },
      "engines": {
        "node": ">=18"
      }
    }`;
}
