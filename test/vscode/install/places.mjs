// Where the pins are and where what they pin goes.
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/**
 * @typedef {object} Pin
 * @property {string} version of VS Code
 * @property {string} codeServer the version of the npm package that contains this VS Code
 * @property {string} integrity of that package
 * @property {string} [node] the Node this VS Code needs; absent where the project's own will do
 * @property {string} [nodeIntegrity]
 */

const here = resolve(import.meta.dirname, '..');

/** The pinned packages contain programs for one platform. */
export const isPinnedPlatform = process.platform === 'linux' && process.arch === 'x64';

export const stubsFolder = join(here, 'stubs');
export const pinsFolder = join(here, 'pins');
export const pinsFile = join(pinsFolder, 'versions.json');

export const installedFolder = process.env.HARNESS_CACHE ?? resolve(here, '../../.vscode-test');
/** @param {string} version */
export const vscodeFolder = (version) => join(installedFolder, `vscode-${version}`);
/** @param {string} version */
export const nodeFolder = (version) => join(installedFolder, `node-${version}`);
export const chromiumFolder = join(installedFolder, 'chromium');

/** @returns {Pin[]} */
export function readPins() {
  const pins = JSON.parse(readFileSync(pinsFile, 'utf8'));
  return Object.entries(pins).map(([version, pin]) => ({ version, ...pin }));
}
