import { execFileSync } from 'node:child_process';
import { createReadStream, createWriteStream, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { createBrotliDecompress } from 'node:zlib';
import { hashOf, placed } from './placed.mjs';
import { chromiumFolder } from './places.mjs';

/**
 * Chromium out of the @sparticuz/chromium package of the project. Unpacked by hand: the package's own
 * `executablePath()` takes any file called chromium in the temporary folder for a good one, even a half-written one.
 */
export function installChromium() {
  const packageFolder = chromiumPackage();
  const { version } = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8'));
  const stamp = hashOf({ texts: [version], paths: [fileURLToPath(import.meta.url)] });
  return placed(chromiumFolder, stamp, async (folder) => {
    const packed = (/** @type {string} */ name) => join(packageFolder, 'bin', `${name}.br`);
    await decompress(packed('chromium'), join(folder, 'chromium'), 0o755);
    // The GL libraries must lie beside the program. al2023 has the system libraries that a small Linux may lack.
    await unpackTar(packed('swiftshader.tar'), folder);
    await unpackTar(packed('fonts.tar'), join(folder, 'fonts'));
    await unpackTar(packed('al2023.tar'), join(folder, 'al2023'));
  });
}

function chromiumPackage() {
  try {
    const main = createRequire(import.meta.url).resolve('@sparticuz/chromium');
    return resolve(main, '../../..'); // from build/cjs/index.cjs
  } catch (cause) {
    throw new Error("The project's own packages are not installed; run `npm ci` first.", { cause });
  }
}

/**
 * @param {string} from
 * @param {string} to
 * @param {number} [mode]
 */
async function decompress(from, to, mode = 0o644) {
  await pipeline(
    createReadStream(from, { highWaterMark: 1 << 22 }),
    createBrotliDecompress({ chunkSize: 1 << 21 }),
    createWriteStream(to, { mode }),
  );
}

/**
 * @param {string} from
 * @param {string} folder
 */
async function unpackTar(from, folder) {
  mkdirSync(folder, { recursive: true });
  const tar = join(folder, 'unpacked.tar');
  await decompress(from, tar);
  execFileSync('tar', ['xf', tar, '-C', folder]);
  rmSync(tar);
}
