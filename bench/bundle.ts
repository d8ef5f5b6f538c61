import { readdirSync, readFileSync, statSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { atMost, type Measurement } from './measurement.ts';

const folder = 'dist';

/** In kB. What a window loads has the limits of its users; the rest is some per cent above what it was when last looked at. */
export const limits = {
  all: 560,
  allZipped: 190,
  window: 250,
  windowZipped: 85,
  start: 20,
  package: 260,
} as const;

/** The bundle's size: all its files, those that every window loads, and those that VS Code waits for; and the package's. */
export function benchBundle(): Promise<readonly Measurement[]> {
  const sizes = bundleSizes();
  return Promise.resolve([
    atMost('bundle that a window loads, minified', sizes.window, 'kB', 250),
    atMost('bundle that a window loads, gzip', sizes.windowZipped, 'kB', 85),
    atMost('of which VS Code waits for', sizes.start, 'kB', limits.start),
    atMost('with all that is loaded when it is first needed', sizes.all, 'kB', limits.all),
    atMost('with all that is loaded when it is first needed, gzip', sizes.allZipped, 'kB', limits.allZipped),
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

/** With the shared files that they require; what is imported dynamically, and waits, has names of its own. */
function withImports(files: readonly string[]): readonly string[] {
  const all = new Set(files);
  for (const file of all)
    for (const [, name = ''] of read([file])
      .toString()
      .matchAll(/require\("\.\/((?:chunk-[\w-]+|\w+Chunks)\.cjs)"\)/g))
      all.add(name);
  return [...all];
}

function read(files: readonly string[]): Buffer {
  return Buffer.concat(files.map((file) => readFileSync(`${folder}/${file}`)));
}

function zipped(files: readonly string[]): number {
  return gzipSync(read(files), { level: 9 }).length / 1000;
}
