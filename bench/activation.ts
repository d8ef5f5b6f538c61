import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startUi, type UiOptions } from '../test/vscode/ui/startUi.ts';
import { atMost, medianOf, type Measurement } from './measurement.ts';

const windows = 7;
const ours = 'gitlab-security-findings.gitlab-security-findings';
const empty = 'bench.empty';

/**
 * Load and activation as VS Code itself measures them ("Developer: Startup Performance"), in windows of the real editor; in turns with
 * windows that have an extension that does nothing instead, since two in one window wait for each other.
 */
export async function benchActivation(): Promise<readonly Measurement[]> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  try {
    const extensions = [emptyExtension(join(folder, 'empty'))];
    const packages = ['dist/gitlab-security-findings.vsix'];
    const own: number[] = [];
    const nothing: number[] = [];
    for (let window = 0; window < windows; window++) {
      own.push(await loadAndActivate(ours, folder, { packages }));
      nothing.push(await loadAndActivate(empty, folder, { extensions }));
    }
    return [
      atMost('load + activate, median', medianOf(own), 'ms', 8),
      atMost('load + activate, more than an empty extension', medianOf(own) - medianOf(nothing), 'ms', 8),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

function emptyExtension(folder: string): string {
  mkdirSync(folder);
  const engines = { vscode: '^1.96.0' };
  const manifest = { name: 'empty', publisher: 'bench', version: '1.0.0', main: 'main.cjs', engines };
  writeFileSync(
    join(folder, 'package.json'),
    JSON.stringify({ ...manifest, activationEvents: ['onStartupFinished'] }),
  );
  writeFileSync(join(folder, 'main.cjs'), 'exports.activate = () => {};');
  return folder;
}

async function loadAndActivate(
  id: string,
  folder: string,
  what: Pick<UiOptions, 'packages' | 'extensions'>,
): Promise<number> {
  const opened = mkdtempSync(join(folder, 'opened-'));
  writeFileSync(join(opened, 'a.txt'), 'a\n');
  const ui = await startUi({ name: 'bench', folder: opened, ...what });
  try {
    await ui.host(async (vscode, one) => {
      await vscode.extensions.getExtension(one)?.activate();
    }, id);
    await ui.run('Developer: Startup Performance');
    for (;;) {
      const text = await ui.host(
        (vscode) => vscode.workspace.textDocuments.find(({ uri }) => uri.scheme === 'perf')?.getText() ?? '',
      );
      const time = timeIn(text, id);
      if (time !== undefined) return time;
      await ui.page.waitForTimeout(100);
    }
  } finally {
    await ui.stop();
  }
}

/** | Extension | Eager | Load Code | Call Activate | Finish Activate | Event | By | */
function timeIn(table: string, id: string): number | undefined {
  const row = table.split('\n').find((line) => line.startsWith(`| ${id} `));
  const [, , load, call, finish] =
    row
      ?.split('|')
      .slice(1)
      .map((cell) => cell.trim()) ?? [];
  return load === undefined ? undefined : Number(load) + Number(call) + Number(finish);
}
