// Writes what is generated from our own schemas, and only when something changed: node scripts/generate.mjs
// A generator is a module with `inputs()` (files), `outputs` (files) and `generate()` (their texts, in that order).
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

const generators = ['scripts/generators/validators.mjs', 'scripts/generators/graphqlTypes.mjs'];

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
for (const generator of generators) {
  const { inputs, outputs, generate } = await import(new URL(`../${generator}`, import.meta.url).href);
  const hash = createHash('sha256');
  for (const file of [generator, 'package-lock.json', ...inputs()])
    hash.update(`${file}\0`).update(readFileSync(file));
  const stamp = `${hash.digest('hex')}\n`;
  const stampFile = `${outputs[0]}.stamp`;
  if ([...outputs, stampFile].every((file) => existsSync(file)) && readFileSync(stampFile, 'utf8') === stamp)
    continue;
  const texts = await generate();
  outputs.forEach((file, index) => write(file, texts[index]));
  write(stampFile, stamp);
}

/** Whole or not at all, since tests may be reading the file meanwhile. */
function write(file, text) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(`${file}.${process.pid}`, text);
  renameSync(`${file}.${process.pid}`, file);
}
