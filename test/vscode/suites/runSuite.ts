import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { atExit } from '../editor/atExit.ts';
import { projectFolder } from '../editor/installed.ts';
import { HostConnection, type Limits } from './hostConnection.ts';
import type { HostWindow, OpenHostWindow } from './hostWindow.ts';
import type { Outcome } from './outcome.ts';
import type { SuiteSetup } from './setup.ts';
import { sourcePositions } from './sourcePositions.ts';
import { loadSetup, type Suite } from './suite.ts';

export interface SuiteRun {
  readonly suite: Suite;
  readonly version: string;
  readonly grep?: string | undefined;
  readonly color: boolean;
  readonly limits: Limits;
  /** A port for a debugger, for which the extension host waits. */
  readonly inspect?: number | undefined;
  readonly write: (text: string) => void;
}

/** Prepares what the suite needs, opens a window, lets its extension host run the suite, and clears all of it away. */
export async function runSuite(run: SuiteRun, openWindow: OpenHostWindow): Promise<Outcome> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'suite-')));
  const exit = atExit(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  try {
    const temporaryFolder = join(folder, 'temporary');
    mkdirSync(temporaryFolder);
    const setUp = await loadSetup(run.suite);
    const setup = await (setUp ?? emptyFolder)({ temporaryFolder });
    try {
      return await runInWindow(run, setup, socketIn(folder), openWindow);
    } finally {
      await setup.dispose();
    }
  } catch (error) {
    return {
      kind: 'broken',
      reason: error instanceof Error ? (error.stack ?? error.message) : String(error),
    };
  } finally {
    exit.dispose();
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

async function runInWindow(
  { suite, version, grep, color, limits, inspect, write }: SuiteRun,
  setup: SuiteSetup,
  socket: string,
  openWindow: OpenHostWindow,
): Promise<Outcome> {
  const withSources = sourcePositions(suite.bundle);
  const connection = await HostConnection.listen({
    socket,
    request: { files: [suite.bundle], grep, color, timeout: limits.test },
    silence: limits.silence,
    control: setup.control ?? noControl,
    write: (text) => {
      write(withSources(text));
    },
  });
  let window: HostWindow | undefined;
  try {
    const mocha = createRequire(import.meta.url).resolve('mocha');
    window = await openWindow({
      version,
      folder: setup.folder,
      settings: setup.settings ?? {},
      isUntrusted: setup.isUntrusted,
      systemAuthority: setup.systemAuthority,
      env: { ...setup.env, HARNESS_SOCKET: socket, HARNESS_MOCHA: mocha },
      inspect,
    });
    const outcome = await Promise.race([connection.outcome, endOf(window)]);
    if (outcome.kind === 'broken') await keepPicture(window, version, suite);
    return outcome;
  } finally {
    connection.dispose();
    await window?.close();
  }
}

/** The window's end counts only if the outcome is not on its way. */
async function endOf(window: HostWindow): Promise<Outcome> {
  const reason = await window.ended;
  await sleep(1000);
  return { kind: 'broken', reason };
}

async function keepPicture(window: HostWindow, version: string, { name }: Suite): Promise<void> {
  const picture = join(projectFolder, 'test-results/host', version, `${name}.png`);
  await window.takePicture(picture).catch(() => undefined); // no window, no picture
}

function socketIn(folder: string): string {
  return process.platform === 'win32'
    ? `\\\\.\\pipe\\${folder.replaceAll(/[^\w]/g, '-')}`
    : join(folder, 'socket');
}

const emptyFolder = ({ temporaryFolder }: { temporaryFolder: string }): Promise<SuiteSetup> =>
  Promise.resolve({ folder: temporaryFolder, dispose: () => Promise.resolve() });

const noControl = (): Promise<never> =>
  Promise.reject(new Error('this suite has no setup with a control function'));
