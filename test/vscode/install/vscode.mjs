import { execFileSync } from 'node:child_process';
import { copyFileSync, cpSync, existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { download, npm } from './npm.mjs';
import { hashOf, placed } from './placed.mjs';
import { installedFolder, nodeFolder, pinsFolder, stubsFolder, vscodeFolder } from './places.mjs';

/** Built-in extensions that are large and play no part in testing another extension. */
const leftOut = [
  'copilot',
  'mermaid-markdown-features',
  'microsoft-authentication',
  'ms-vscode.js-debug',
  'ms-vscode.js-debug-companion',
  'ms-vscode.vscode-js-profile-table',
  'tunnel-forwarding',
];

/** Modules that would have to be compiled, and what stands in for them. */
const stubs = {
  '@vscode/spdlog': 'spdlog',
  '@vscode/fs-copyfile': 'fs-copyfile',
  '@vscode/native-watchdog': 'native-watchdog',
  'native-watchdog': 'native-watchdog',
};

const npmCi = ['ci', '--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund'];

/**
 * VS Code as it lies inside the code-server package, with the modules it needs at run time installed from our lock file.
 *
 * @param {import('./places.mjs').Pin} pin
 */
export function installVSCode(pin) {
  const pinned = join(pinsFolder, pin.version);
  const thisFile = fileURLToPath(import.meta.url);
  const stamp = hashOf({ texts: [JSON.stringify(pin)], paths: [pinned, stubsFolder, thisFile] });
  return placed(vscodeFolder(pin.version), stamp, (folder) => {
    unpack(download(`code-server@${pin.codeServer}`, folder, pin.integrity), folder);
    for (const file of ['package.json', 'package-lock.json'])
      copyFileSync(join(pinned, file), join(folder, file));
    npm(npmCi, folder);
    // The built-in TypeScript extension has modules and a lock of its own.
    const builtIns = join(folder, 'extensions');
    if (existsSync(join(builtIns, 'npm-shrinkwrap.json'))) npm(npmCi, builtIns);
    for (const [module, stub] of Object.entries(stubs)) {
      cpSync(join(stubsFolder, stub), join(folder, 'node_modules', module), { recursive: true });
    }
    slimTerminal(join(folder, 'node_modules/node-pty'));
    const node = pin.node && join(relative(installedFolder, nodeFolder(pin.node)), 'node');
    writeFileSync(join(folder, 'installed.json'), JSON.stringify({ version: pin.version, node }));
  });
}

/**
 * @param {string} tarball
 * @param {string} folder
 */
function unpack(tarball, folder) {
  const excluded = leftOut.map((name) => `--exclude=package/lib/vscode/extensions/${name}`);
  const what = [...excluded, '--exclude=*.map', 'package/lib/vscode'];
  execFileSync('tar', ['xzf', tarball, '-C', folder, '--strip-components=3', ...what]);
  rmSync(tarball);
  rmSync(join(folder, 'npm-shrinkwrap.json')); // its modules include those that need a compiler; ours replaces it
}

/**
 * Keeps the build for this platform only.
 *
 * @param {string} folder
 */
function slimTerminal(folder) {
  const prebuilds = join(folder, 'prebuilds');
  const others = readdirSync(prebuilds).filter((name) => name !== `${process.platform}-${process.arch}`);
  for (const name of others) rmSync(join(prebuilds, name), { recursive: true });
  for (const name of ['third_party', 'deps', 'src'])
    rmSync(join(folder, name), { recursive: true, force: true });
}
