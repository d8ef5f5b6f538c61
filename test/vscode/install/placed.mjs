// Folders that are either complete and up to date, or not there.
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';

/**
 * Builds `folder` unless it carries this stamp. It is built beside its place and moved there when it is whole, so that
 * an interrupted installation is never taken for a finished one.
 *
 * @param {string} folder
 * @param {string} stamp a hash of all that decides what is in the folder
 * @param {(unfinished: string) => void | Promise<void>} build
 * @returns {Promise<boolean>} whether it had to be built
 */
export async function placed(folder, stamp, build) {
  const stampFile = '.stamp';
  if (read(join(folder, stampFile)) === stamp) return false;
  const unfinished = `${folder}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true }); // of a run that was killed; only one runs at a time
  mkdirSync(unfinished, { recursive: true });
  try {
    await build(unfinished);
    writeFileSync(join(unfinished, stampFile), stamp);
    rmSync(folder, { recursive: true, force: true });
    renameSync(unfinished, folder);
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
  return true;
}

/**
 * SHA-256 over texts, and over the names and contents of files and folders.
 *
 * @param {{ texts?: string[], paths?: string[] }} of
 */
export function hashOf({ texts = [], paths = [] }) {
  const hash = createHash('sha256');
  for (const text of texts) hash.update(`text ${text.length}\n${text}`);
  for (const path of paths) {
    const files = statSync(path).isDirectory()
      ? readdirSync(path, { recursive: true, encoding: 'utf8' })
          .sort()
          .map((name) => join(path, name))
      : [path];
    for (const file of files.filter((each) => statSync(each).isFile())) {
      const content = readFileSync(file);
      hash.update(`file ${file.slice(path.length)} ${content.length}\n`).update(content);
    }
  }
  return hash.digest('hex');
}

/** @param {string} file */
function read(file) {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}
