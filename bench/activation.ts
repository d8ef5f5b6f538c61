import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startUi } from '../test/vscode/ui/startUi.ts';
import { atMost, medianOf, type Measurement } from './measurement.ts';

const windows = 7;
const ours = 'gitlab-security-findings.gitlab-security-findings';
const empty = 'bench.empty';

/**
 * Load and activation as VS Code itself measures them ("Developer: Startup Performance"), in windows of the real editor, beside an
 * extension that does nothing.
 */
export async function benchActivation(): Promise<readonly Measurement[]> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  try {
    const extension = emptyExtension(join(folder, 'empty'));
    const times: Times[] = [];
    for (let window = 0; window < windows; window++) times.push(await loadAndActivate(folder, extension));
    const median = medianOf(times.map((time) => time[ours]));
    const nothing = medianOf(times.map((time) => time[empty]));
    return [
      atMost('load + activate, median', median, 'ms', 8),
      atMost('load + activate, median, more than an empty extension', median - nothing, 'ms', 8),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

type Times = Readonly<Record<typeof ours | typeof empty, number>>;

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

async function loadAndActivate(folder: string, extension: string): Promise<Times> {
  const opened = mkdtempSync(join(folder, 'opened-'));
  writeFileSync(join(opened, 'a.txt'), 'a\n');
  const ui = await startUi({
    name: 'bench',
    folder: opened,
    packages: ['dist/gitlab-security-findings.vsix'],
    extensions: [extension],
  });
  try {
    await ui.host(
      async (vscode, ...ids) => {
        for (const id of ids) await vscode.extensions.getExtension(id)?.activate();
      },
      ours,
      empty,
    );
    await ui.run('Developer: Startup Performance');
    for (;;) {
      const text = await ui.host(
        (vscode) => vscode.workspace.textDocuments.find(({ uri }) => uri.scheme === 'perf')?.getText() ?? '',
      );
      const [own, other] = [timeIn(text, ours), timeIn(text, empty)];
      if (own !== undefined && other !== undefined) return { [ours]: own, [empty]: other };
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
