import { readFileSync, statSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { atMost, type Measurement } from './measurement.ts';

const files = [
  'extension',
  'parseReport',
  'placeNamed',
  'repositoryPlaces',
  'settlingHandlers',
  'gitLabWriter',
  'glabConfig',
  'oauth',
  'signIn',
].map((name) => `dist/${name}.cjs`);

/** The bundle's size, in all its files, and that of the package; both are built before the benchmarks run. */
export function benchBundle(): Promise<readonly Measurement[]> {
  const bundle = Buffer.concat(files.map((file) => readFileSync(file)));
  return Promise.resolve([
    atMost('bundle, minified', bundle.length / 1000, 'kB', 400),
    atMost('bundle, gzip', gzipSync(bundle, { level: 9 }).length / 1000, 'kB', 130),
    atMost('of which loaded at the start', statSync('dist/extension.cjs').size / 1000, 'kB', 400),
    atMost('package (.vsix)', statSync('dist/gitlab-security-findings.vsix').size / 1000, 'kB', 1000),
  ]);
}
