// Runs test files with Node's own runner: node scripts/test-unit.mjs FOLDER... [--grep TEXT]
// (Node 20's --test takes no globs, so the files are collected here.)
import { readdirSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';

const { values, positionals } = parseArgs({ allowPositionals: true, options: { grep: { type: 'string' } } });
const files = positionals.flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.test.ts'))
    .map((file) => join(folder, file)),
);
if (files.length === 0) throw new Error(`no *.test.ts below ${positionals.join(', ')}`);
const grep = values.grep ? [`--test-name-pattern=${values.grep}`] : [];
const { status } = spawnSync(
  process.execPath,
  // Most of a file's time goes into starting it and into waiting for sockets: one more than there are cores.
  [
    '--import',
    'tsx',
    '--test',
    '--test-reporter=spec',
    '--test-timeout=300000', // a test that waits for ever would keep the others from telling anything
    `--test-concurrency=${cpus().length + 1}`,
    ...grep,
    ...files.sort(),
  ],
  {
    stdio: 'inherit',
  },
);
process.exit(status ?? 1);
