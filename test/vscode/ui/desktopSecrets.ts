import assert from 'node:assert/strict';
import type { BrowserContext } from 'playwright-core';
import type { Server } from '../editor/server.ts';

/** Where VS Code asks whether whoever serves it keeps its secrets, and whether there is a keyring; and a desktop's answers. */
const answers = [
  ['t.options?.secretStorageProvider&&(', '!1&&('],
  ['!this._useInMemoryStorage&&await this._encryptionService.isEncryptionAvailable()', '!0'],
] as const;
/** A page of the server that is no window. */
const mainPath = '/version';

/**
 * Lets windows of one browser context share secrets, as those of a desktop do. VS Code has all that this takes in a browser
 * as well (the same SecretStorage over the same storage of the application, which tells other windows), but keeps secrets
 * in memory, since a browser has no keyring. So it is told that there is one; what it writes stays in the browser's memory.
 *
 * In one thing the desktop differs: there the main process tells all windows of a change, also the one that made it, 100 ms
 * after it was told itself (StorageDatabaseChannel), so that all of them end with the same. A page of its own stands in for it.
 */
export async function desktopSecrets(context: BrowserContext, server: Server): Promise<void> {
  await context.route('**/code/browser/workbench/workbench.js', async (route) => {
    const response = await route.fetch();
    let body = await response.text();
    for (const [browsers, desktops] of answers) {
      const parts = body.split(browsers);
      assert.equal(parts.length, 2, `this VS Code keeps secrets in another way: ${browsers}`);
      body = parts.join(desktops);
    }
    await route.fulfill({ response, body });
  });
  await context.addInitScript(toMain);
  const main = await context.newPage();
  await main.goto(`http://${server.authority}${mainPath}`);
  await main.evaluate(fromMain);
}

/** In windows: what one tells the others goes to the main process instead. */
const toMain = `if (location.pathname !== '${mainPath}') {
  const post = BroadcastChannel.prototype.postMessage;
  const main = new BroadcastChannel('main');
  BroadcastChannel.prototype.postMessage = function (data) {
    if (this.name.startsWith('vscode-web-state-db')) post.call(main, { name: this.name, data });
    else post.call(this, data);
  };
}`;

/** In the page that stands in for the main process: everybody is told, one change after the other. */
const fromMain = `{
  const channels = new Map();
  new BroadcastChannel('main').onmessage = ({ data: { name, data } }) => {
    if (!channels.has(name)) channels.set(name, new BroadcastChannel(name));
    setTimeout(() => channels.get(name).postMessage(data), 100);
  };
}`;
