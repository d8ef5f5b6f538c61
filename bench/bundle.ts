import { readdirSync, readFileSync, statSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { atMost, type Measurement } from './measurement.ts';

const folder = 'dist';

/** The bundle's size: all its files, those that every window loads, and those that VS Code waits for; and the package's. */
export function benchBundle(): Promise<readonly Measurement[]> {
  const files = readdirSync(folder).filter((file) => file.endsWith('.cjs'));
  const start = withImports(['extension.cjs']);
  const window = withImports([...start, ...files.filter((file) => file.startsWith('window-'))]);
  return Promise.resolve([
    atMost('bundle, minified', read(files).length / 1000, 'kB', 250),
    atMost('bundle, gzip', zipped(files), 'kB', 85),
    atMost('of which every window loads', read(window).length / 1000, 'kB', 250),
    atMost('of which every window loads, gzip', zipped(window), 'kB', 85),
    atMost('of which VS Code waits for', read(start).length / 1000, 'kB', 20),
    atMost('package (.vsix)', statSync('dist/gitlab-security-findings.vsix').size / 1000, 'kB', 1000),
  ]);
}

/** With the shared files that they import; what is imported dynamically, and waits, has names of its own. */
function withImports(files: readonly string[]): readonly string[] {
  const all = new Set(files);
  for (const file of all)
    for (const [, name = ''] of read([file])
      .toString()
      .matchAll(/require\("\.\/(chunk-[\w-]+\.cjs)"\)/g))
      all.add(name);
  return [...all];
}

function read(files: readonly string[]): Buffer {
  return Buffer.concat(files.map((file) => readFileSync(`${folder}/${file}`)));
}

function zipped(files: readonly string[]): number {
  return gzipSync(read(files), { level: 9 }).length / 1000;
}
