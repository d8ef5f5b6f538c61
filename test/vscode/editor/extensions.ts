import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { installedVSCode } from './installed.ts';
import type { Instance } from './instance.ts';

/** Installs packages with VS Code's own installer (0.6 s, for one or several), before the server starts. */
export function installPackages(instance: Instance, version: string, packages: readonly string[]): void {
  const { folder, node } = installedVSCode(version);
  const which = packages.flatMap((file) => ['--install-extension', resolve(file)]);
  const where = [
    '--extensions-dir',
    instance.extensions,
    '--server-data-dir',
    join(instance.folder, 'installer'),
  ];
  execFileSync(node, ['out/server-main.js', ...which, '--force', ...where, '--accept-server-license-terms'], {
    cwd: folder,
    env: { ...process.env, HOME: instance.home },
    stdio: 'pipe',
  });
}

/** Puts an unpacked extension where installed ones are, before the server starts. A linked one is used where it lies. */
export function placeExtension(instance: Instance, folder: string, how: 'copy' | 'link' = 'copy'): void {
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Record<string, string>;
  const { publisher, name, version } = manifest;
  const id = `${publisher}.${name}`.toLowerCase();
  const place = join(instance.extensions, `${id}-${version}`);
  if (how === 'link') symlinkSync(resolve(folder), place);
  else cpSync(folder, place, { recursive: true });

  // VS Code's installer writes a list of what is installed; folders that it does not name are ignored from then on.
  const listFile = join(instance.extensions, 'extensions.json');
  if (!existsSync(listFile)) return;
  const list = JSON.parse(readFileSync(listFile, 'utf8')) as unknown[];
  const entry = {
    identifier: { id },
    version,
    location: { $mid: 1, path: place, scheme: 'file' },
    relativeLocation: basename(place),
    metadata: { installedTimestamp: Date.now(), source: 'vsix' },
  };
  writeFileSync(listFile, JSON.stringify([...list, entry]));
}
