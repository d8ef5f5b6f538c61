import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startUi } from '../test/vscode/ui/startUi.ts';
import { atMost, medianOf, type Measurement } from './measurement.ts';
import { driverIn } from './placement/driverIn.ts';
import type { Driver, Placing, Stretches } from './placement/hostDriver.ts';
import { madeFiles, madeLock } from './placement/madeFiles.ts';
import { repositoryOf } from './placement/repositoryOf.ts';

const runs = 7;
const limit = 16;

/**
 * For how long the extension host's thread belongs to nobody else while findings are placed, in a real VS Code. With BENCH_VERBOSE
 * every run is told, beside what the machine itself does to a thread that is as busy.
 */
export async function benchStretches(): Promise<readonly Measurement[]> {
  const folder = mkdtempSync(join(tmpdir(), 'stretches-'));
  try {
    const driver = await driverIn(join(folder, 'driver'));
    const code = await watchAll(driver, repositoryOf(join(folder, 'code'), madeFiles(500, 10)));
    const lock = await watchAll(driver, repositoryOf(join(folder, 'lock'), madeLock(5_000_000, 499)));
    return [
      ...rows('placing 5,000 findings in 500 changed files', code),
      ...rows('reading a 5 MB lock file with 499 findings', lock),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

function rows(what: string, all: readonly Stretches[]): readonly Measurement[] {
  const longest = all.map((each) => each.longest);
  return [
    atMost(`longest stretch on the host's thread while ${what}, median`, medianOf(longest), 'ms', limit),
    atMost(`longest stretch on the host's thread while ${what}, worst`, Math.max(...longest), 'ms', limit),
  ];
}

/** Every run is a window of its own: nothing is known, nothing is compiled. */
async function watchAll(driver: string, placing: Placing): Promise<readonly Stretches[]> {
  const all: Stretches[] = [];
  for (let run = 0; run < runs; run++) {
    const ui = await startUi({
      name: 'bench',
      folder: placing.folder,
      extensions: [driver],
      // On the same thread, and busy for longer than we are: with so many changed files, and with looking for ports.
      settings: { 'git.enabled': false, 'remote.autoForwardPorts': false },
    });
    try {
      const found = await ui.host(async (vscode, wanted) => {
        const extension = vscode.extensions.getExtension<Driver>('bench.driver');
        if (!extension) throw new Error('the driver is not installed');
        return (await extension.activate()).placeAndWatch(wanted);
      }, placing);
      if (process.env['BENCH_VERBOSE']) console.error(JSON.stringify(found));
      if (found.placed !== placing.findings.length) throw new Error(`${found.placed} findings were placed`);
      all.push(found);
    } finally {
      await ui.stop();
    }
  }
  return all;
}
