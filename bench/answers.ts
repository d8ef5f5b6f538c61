import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Line1 } from '../src/core/model/location.ts';
import { startUi } from '../test/vscode/ui/startUi.ts';
import { atMost, type Measurement } from './measurement.ts';
import { driverIn } from './placement/driverIn.ts';
import type { Answers, Driver, MadeFinding } from './placement/hostDriver.ts';
import { repositoryOf } from './placement/repositoryOf.ts';

const file = 'long.ts';
const lines = 10_000;
const elsewhere = 99_000;

/**
 * How long lenses, hovers and code actions take to answer in a real window, for a file with a hundred findings and for one with a
 * thousand, and how much longer with a hundred thousand findings in other files.
 */
export async function benchAnswers(): Promise<readonly Measurement[]> {
  const folder = mkdtempSync(join(tmpdir(), 'answers-'));
  try {
    const driver = await driverIn(join(folder, 'driver'));
    const ask = (name: string, here: number, others: number) =>
      answersOf(driver, join(folder, name), here, others);
    const alone = await ask('alone', 100, 0);
    const among = await ask('among', 100, elsewhere);
    const many = await ask('many', 1000, elsewhere);
    return (['hover', 'actions', 'lenses'] as const).flatMap((what) => [
      atMost(`${what}, 100 findings in the file, 99,000 elsewhere, median`, among[what], 'ms', 1),
      atMost(
        `${what}, 100 findings in the file, times as long with 99,000 elsewhere`,
        among[what] / alone[what],
        '×',
        2,
      ),
      atMost(`${what}, 1,000 findings in the file, median`, many[what], 'ms', 1),
    ]);
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

async function answersOf(driver: string, folder: string, here: number, others: number): Promise<Answers> {
  const text = Array.from(
    { length: lines },
    (_, line) => `export const value_${line} = read(${line});\n`,
  ).join('');
  const at = (path: string, line: number) =>
    ({ kind: 'code', file: path, startLine: (1 + line) as Line1 }) as const;
  const locations = Array.from({ length: here }, (_, index) => at(file, Math.floor((lines / here) * index)));
  const made = repositoryOf(folder, [{ path: file, before: text, after: text, locations }]);
  const more = Array.from({ length: others }, (_, index): MadeFinding => ({
    key: `other ${index}`,
    location: at(`other/file${index % 5000}.ts`, index % 700),
  }));
  const ui = await startUi({
    name: 'bench',
    folder,
    extensions: [driver],
    settings: { 'git.enabled': false },
  });
  try {
    return await ui.host(
      async (vscode, placing, path) => {
        const extension = vscode.extensions.getExtension<Driver>('bench.driver');
        if (!extension) throw new Error('the driver is not installed');
        return (await extension.activate()).placeAndAsk(placing, path);
      },
      { ...made, findings: [...made.findings, ...more] },
      file,
    );
  } finally {
    await ui.stop();
  }
}
