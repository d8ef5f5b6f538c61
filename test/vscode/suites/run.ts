// npm run test:host [-- --suite NAME] [--vscode VERSION] [--grep TEXT]; the first two as often as wanted.
import { parseArgs } from 'node:util';
import { launchBrowser } from '../editor/browser.ts';
import { isPinnedPlatform, pinnedVersions } from '../editor/installed.ts';
import type { OpenHostWindow } from './hostWindow.ts';
import { runSuite } from './runSuite.ts';
import { openServerWindow } from './serverWindow.ts';
import { bundleSuites, findSuites } from './suite.ts';

const { values: asked } = parseArgs({
  options: {
    suite: { type: 'string', multiple: true },
    vscode: { type: 'string', multiple: true },
    grep: { type: 'string' },
  },
});
const all = findSuites();
const unknown = asked.suite?.filter((name) => all.every((suite) => suite.name !== name)) ?? [];
if (unknown.length > 0)
  throw new Error(`no suite ${unknown.join(', ')}; there are ${all.map(({ name }) => name).join(', ')}`);
const suites = all.filter(({ name }) => asked.suite?.includes(name) ?? true);
const versions = asked.vscode ?? pinnedVersions;

await bundleSuites(suites);
const browser = await launchBrowser();
const openWindow: OpenHostWindow = (options) => openServerWindow(browser, options);
const total = { passed: 0, failed: 0, skipped: 0 };
for (const version of versions) {
  for (const suite of suites) {
    const started = performance.now();
    const outcome = await runSuite(
      {
        suite,
        version,
        grep: asked.grep,
        color: process.stdout.isTTY,
        write: (text) => process.stdout.write(text),
      },
      openWindow,
    );
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    console.log(`${suite.name} in VS Code ${version}: ${seconds} s`, outcome);
    if (outcome.kind === 'ran') {
      total.passed += outcome.passed;
      total.failed += outcome.failed;
      total.skipped += outcome.skipped;
    } else total.failed++;
  }
}
await browser.close();
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed > 0 || total.passed === 0 ? 1 : 0);
