import { createHash } from 'node:crypto';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Runs `work` while no other process on this machine does so for the same folder; others wait for their turn.
 *
 * The lock is a name in Linux's abstract socket namespace (it begins with a zero byte). Unlike a lock file it is
 * given back by the kernel when its process ends, however it ends, so there is nothing stale to recognise.
 *
 * @param {string} folder
 * @param {() => Promise<void>} work
 */
export async function oneAtATime(folder, work) {
  const name = `\0vscode-install-${createHash('sha256').update(folder).digest('hex').slice(0, 32)}`;
  let lock = await tryToHold(name);
  if (!lock) console.log('Waiting for another installation to finish ...');
  while (!lock) {
    await sleep(200);
    lock = await tryToHold(name);
  }
  try {
    await work();
  } finally {
    lock.close();
  }
}

/**
 * @param {string} name
 * @returns {Promise<import('node:net').Server | undefined>} undefined when another process holds it
 */
function tryToHold(name) {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (error) => {
      if ('code' in error && error.code === 'EADDRINUSE') resolve(undefined);
      else reject(error);
    });
    server.listen(name, () => resolve(server));
  });
}
