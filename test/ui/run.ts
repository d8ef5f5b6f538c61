// Walks through the packaged extension in real windows: npm run test:ui -- [--vscode VERSION] [--journey NAME], or --pictures
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { packageFile } from '../demo/editor.ts';
import { launchBrowser } from '../vscode/editor/browser.ts';
import { inTime } from '../vscode/inTime.ts';
import { isPinnedPlatform, newestVersion, pinnedVersions } from '../vscode/editor/installed.ts';
import { accounts } from './journeys/accounts.ts';
import { asking } from './journeys/asking.ts';
import { beginnings } from './journeys/beginnings.ts';
import { fixes } from './journeys/fixes.ts';
import { hostile } from './journeys/hostile.ts';
import { keyboard } from './journeys/keyboard.ts';
import { main } from './journeys/main.ts';
import { networks } from './journeys/networks.ts';
import { pipelines } from './journeys/pipelines.ts';
import { placement } from './journeys/placement.ts';
import { settling } from './journeys/settling.ts';
import { signingIn } from './journeys/signingIn.ts';
import { twoWindows } from './journeys/twoWindows.ts';
import { states } from './journeys/states.ts';
import { secondTry } from '../vscode/secondTry.ts';
import { Stage, type Journey } from './support/stage.ts';

const journeys: Readonly<Record<string, Journey>> = {
  main,
  keyboard,
  placement,
  settling,
  asking,
  signingIn,
  accounts,
  twoWindows,
  states,
  beginnings,
  pipelines,
  fixes,
  networks,
  hostile,
};

/** Of the oldest VS Code there is to know that it works there at all; how things look is seen on the newest one. */
const onEveryVersion: readonly string[] = ['main'];

const { values } = parseArgs({
  options: { vscode: { type: 'string' }, journey: { type: 'string' }, pictures: { type: 'boolean' } },
});
const versions = values.vscode === undefined ? pinnedVersions : [values.vscode];
const walks = versions.flatMap((version) =>
  Object.entries(journeys)
    .filter(([name]) =>
      values.journey === undefined
        ? version === newestVersion || values.vscode !== undefined || onEveryVersion.includes(name)
        : name === values.journey,
    )
    .map(([name, journey]) => ({ version, name, journey })),
);

if (!isPinnedPlatform) {
  console.log('UI tests run on linux-x64 only.');
  process.exit(0);
}
if (!existsSync(packageFile)) throw new Error('There is no package yet: npm run package');
if (values.pictures) {
  await import('./pictures.ts'); // for the README, instead of tests
  process.exit(0);
}
process.exit(await walkAll());

async function walkAll(): Promise<number> {
  const browser = await launchBrowser();
  const total = { passed: 0, failed: 0 };
  for (const { version, name, journey } of walks) {
    const once = async () => {
      console.log(`\n${name}, VS Code ${version}`);
      const started = performance.now();
      const { passed, failed } = await walk(journey, new Stage(version, name, browser));
      console.log(
        `${name}: ${passed + failed} steps, ${((performance.now() - started) / 1000).toFixed(1)} s`,
      );
      return { passed, failed };
    };
    const { passed, failed } = await secondTry(
      `${name} in VS Code ${version}`,
      once,
      (one) => one.failed === 0,
    );
    total.passed += passed;
    total.failed += failed;
  }
  await browser.close();
  console.log(`\n${total.passed} passed, ${total.failed} failed`);
  return total.failed === 0 && total.passed > 0 ? 0 : 1;
}

/** A journey that breaks off counts as one more failure; so does one without a step. */
async function walk(journey: Journey, stage: Stage): Promise<{ passed: number; failed: number }> {
  let broken = 0;
  const say = (error: unknown) => {
    broken++;
    console.log(`FAIL ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  };
  await inTime('the journey', 300_000, journey(stage)).catch(say);
  await inTime('closing its windows', 60_000, stage.clear()).catch(say);
  if (stage.passed + stage.failed === 0) say('no steps');
  return { passed: stage.passed, failed: stage.failed + broken };
}
