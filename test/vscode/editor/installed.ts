import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** What `npm run vscode:install` left behind; install/places.mjs decides where. */
const installedFolder = resolve(
  process.env['HARNESS_CACHE'] ?? join(import.meta.dirname, '../../../.vscode-test'),
);

export const projectFolder = resolve(import.meta.dirname, '../../..');
export const harnessFolder = resolve(import.meta.dirname, '..');
export const chromiumFolder = join(installedFolder, 'chromium');

/** The pinned packages contain programs for one platform; elsewhere there is desktop VS Code. */
export const isPinnedPlatform = process.platform === 'linux' && process.arch === 'x64';

/** The pinned versions of VS Code, oldest first. */
export const pinnedVersions: readonly string[] = Object.keys(
  JSON.parse(readFileSync(join(harnessFolder, 'pins/versions.json'), 'utf8')) as object,
);

/** The one to use when nobody asked for another. */
export const newestVersion = pinnedVersions.at(-1) ?? '';

export interface InstalledVSCode {
  readonly version: string;
  readonly folder: string;
  /** The Node that runs it. */
  readonly node: string;
}

export function installedVSCode(version: string): InstalledVSCode {
  if (!isPinnedPlatform) throw new Error('VS Code is pinned for linux-x64 only (test/vscode/README.md).');
  const folder = join(installedFolder, `vscode-${version}`);
  const description = join(folder, 'installed.json');
  if (!existsSync(description)) {
    const pinned = pinnedVersions.join(', ');
    throw new Error(`VS Code ${version} is not installed; \`npm run vscode:install\` installs ${pinned}.`);
  }
  const { node } = JSON.parse(readFileSync(description, 'utf8')) as { node?: string };
  return { version, folder, node: node ? join(installedFolder, node) : process.execPath };
}
