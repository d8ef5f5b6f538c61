import { readdirSync, readFileSync, statSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { atMost, type Measurement } from './measurement.ts';

const folder = 'dist';

/** The bundle's size: all its files, those that every window loads, and those that VS Code waits for; and the package's. */
export function benchBundle(): Promise<readonly Measurement[]> {
  const sizes = bundleSizes();
  return Promise.resolve([
    atMost('bundle, minified', sizes.all, 'kB', 250),
    atMost('bundle, gzip', sizes.allZipped, 'kB', 85),
    atMost('of which every window loads', sizes.window, 'kB', 250),
    atMost('of which every window loads, gzip', sizes.windowZipped, 'kB', 85),
    atMost('of which VS Code waits for', sizes.start, 'kB', 20),
    atMost('package (.vsix)', sizes.package, 'kB', 1000),
  ]);
}

/** In kB; what is zipped is so at the highest level. */
export function bundleSizes() {
  const files = readdirSync(folder).filter((file) => file.endsWith('.cjs'));
  const start = withImports(['extension.cjs']);
  const window = withImports([...start, ...files.filter((file) => file.startsWith('window-'))]);
  return {
    all: read(files).length / 1000,
    allZipped: zipped(files),
    window: read(window).length / 1000,
    windowZipped: zipped(window),
    start: read(start).length / 1000,
    package: statSync('dist/gitlab-security-findings.vsix').size / 1000,
  };
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
