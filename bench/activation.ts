import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startUi } from '../test/vscode/ui/startUi.ts';
import { atMost, medianOf, type Measurement } from './measurement.ts';

const windows = 7;

/** Load and activation as VS Code itself measures them ("Developer: Startup Performance"), in windows of the real editor. */
export async function benchActivation(): Promise<readonly Measurement[]> {
  const times: number[] = [];
  for (let window = 0; window < windows; window++) times.push(await loadAndActivate());
  return [atMost('load + activate, median', medianOf(times), 'ms', 8)];
}

async function loadAndActivate(): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  writeFileSync(join(folder, 'a.txt'), 'a\n');
  const ui = await startUi({ name: 'bench', folder, packages: ['dist/gitlab-security-findings.vsix'] });
  try {
    await ui.host(async (vscode) => {
      await vscode.extensions.getExtension('gitlab-security-findings.gitlab-security-findings')?.activate();
    });
    await ui.run('Developer: Startup Performance');
    for (;;) {
      const text = await ui.host(
        (vscode) => vscode.workspace.textDocuments.find(({ uri }) => uri.scheme === 'perf')?.getText() ?? '',
      );
      // | Extension | Eager | Load Code | Call Activate | Finish Activate | Event | By |
      const row = /^\| gitlab-security-findings\.\S+ *\| \w+ *\| (\d+) *\| (\d+) *\| (\d+) /m.exec(text);
      if (row) return Number(row[1]) + Number(row[2]) + Number(row[3]);
      await ui.page.waitForTimeout(100);
    }
  } finally {
    await ui.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
