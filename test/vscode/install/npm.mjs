import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Runs npm, quiet unless it fails; which registry it asks is the user's configuration.
 *
 * @param {string[]} args
 * @param {string} [cwd]
 */
export function npm(args, cwd) {
  return execFileSync('npm', args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

/**
 * Downloads a package into `folder` and returns the file; with `integrity`, only if it is exactly the pinned one.
 *
 * @param {string} spec
 * @param {string} folder
 * @param {string} [integrity]
 */
export function download(spec, folder, integrity) {
  const printed = npm(['pack', spec, '--silent', '--pack-destination', folder]);
  const file = join(folder, printed.trim().split('\n').at(-1) ?? '');
  const found = integrityOf(file);
  if (integrity !== undefined && found !== integrity) {
    throw new Error(`${spec} is not what is pinned: its integrity is ${found}, the pin says ${integrity}`);
  }
  return file;
}

/** @param {string} file */
export function integrityOf(file) {
  return `sha512-${createHash('sha512').update(readFileSync(file)).digest('base64')}`;
}
