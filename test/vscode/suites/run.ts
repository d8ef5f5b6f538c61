// npm run test:host [-- --suite NAME] [--vscode VERSION] [--grep TEXT] [--inspect PORT]
// Suites and versions may be named several times; without them, all run.
import { parseArgs } from 'node:util';
import { launchBrowser } from '../editor/browser.ts';
import { isPinnedPlatform, pinnedVersions } from '../editor/installed.ts';
import { inTime } from '../inTime.ts';
import { secondTry } from '../secondTry.ts';
import { openDesktopWindow } from './desktopWindow.ts';
import type { Limits } from './hostConnection.ts';
import type { OpenHostWindow } from './hostWindow.ts';
import { Total, type Outcome } from './outcome.ts';
import { runSuite } from './runSuite.ts';
import { openServerWindow } from './serverWindow.ts';
import { bundleSuites, findSuites, type Suite } from './suite.ts';

const { values: asked } = parseArgs({
  options: {
    suite: { type: 'string', multiple: true },
    vscode: { type: 'string', multiple: true },
    grep: { type: 'string' },
    inspect: { type: 'string' },
  },
});

const suites = chosenSuites(asked.suite);
await bundleSuites(suites).catch(() => process.exit(1)); // esbuild has said why
const browser = isPinnedPlatform && !process.env['HARNESS_DESKTOP'] ? await launchBrowser() : undefined;
const openWindow: OpenHostWindow = (options) =>
  browser ? openServerWindow(browser, options) : openDesktopWindow(options);

const inspect = asked.inspect ? Number(asked.inspect) : undefined;
const limits: Limits = inspect ? { test: 0, silence: 0 } : { test: 20_000, silence: 50_000 };
const total = new Total();
// One after the other: a window keeps both cores of a small machine busy while it starts, two at once gain nothing.
for (const version of asked.vscode ?? pinnedVersions) {
  for (const suite of suites) await runAndCount(suite, version);
}
await browser?.close();
console.log(String(total));
process.exit(total.isGood ? 0 : 1);

function chosenSuites(names: readonly string[] | undefined): readonly Suite[] {
  const all = findSuites();
  const chosen = names?.map((name) => {
    const suite = all.find((each) => each.name === name);
    if (!suite)
      throw new Error(`There is no suite ${name}, only ${all.map((each) => each.name).join(', ')}.`);
    return suite;
  });
  return chosen ?? all;
}

async function runAndCount(suite: Suite, version: string): Promise<void> {
  if (inspect) console.log(`Waiting for a debugger on port ${inspect} ...`);
  const where = `${suite.name} in VS Code ${version}`;
  const once = async () => {
    const started = performance.now();
    const outcome = await runOnce(suite, version);
    console.log(`${where}: ${((performance.now() - started) / 1000).toFixed(1)} s`);
    if (outcome.kind === 'broken') console.log(outcome.reason);
    return outcome;
  };
  const outcome = inspect ? await once() : await secondTry(where, once, isGood);
  const problem = total.add(outcome, { filtered: asked.grep !== undefined });
  if (problem !== undefined) console.log(`FAIL ${where}: ${problem}`);
}

async function runOnce(suite: Suite, version: string): Promise<Outcome> {
  const outcome = runSuite(
    {
      suite,
      version,
      grep: asked.grep,
      color: process.stdout.isTTY,
      limits,
      inspect,
      write: (text) => process.stdout.write(text),
    },
    openWindow,
  );
  if (inspect) return outcome;
  return inTime('the suite', 300_000, outcome).catch((error: unknown) => ({
    kind: 'broken',
    reason: String(error),
  }));
}

function isGood(outcome: Outcome): boolean {
  return outcome.kind === 'ran' && outcome.failed === 0;
}
