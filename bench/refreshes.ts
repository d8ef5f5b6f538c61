import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startUi } from '../test/vscode/ui/startUi.ts';
import type { Ui } from '../test/vscode/ui/ui.ts';
import { atMost, type Measurement } from './measurement.ts';
import { makeScale, type Scene } from './scale/scene.ts';

const sizes = [10, 2000];

/**
 * What a refresh in which nothing changed, and a saved file, cost in a real window with few and with many files that have findings:
 * requests, processes of git, files whose problems are published anew.
 */
export async function benchRefreshes(): Promise<readonly Measurement[]> {
  const measured: Measurement[] = [];
  for (const files of sizes) {
    const scene = await makeScale({ files, findings: 5 * files, jobs: 2, everyNew: 20 });
    const folder = mkdtempSync(join(tmpdir(), 'refreshes-'));
    const trace = join(folder, 'events');
    writeFileSync(trace, '');
    const ui = await startUi({
      name: 'refreshes',
      folder: scene.folder,
      packages: ['dist/gitlab-security-findings.vsix'],
      // Git writes down what it is started with.
      env: { GITLAB_TOKEN: scene.token, GITLAB_HOST: scene.gitlab.url, GIT_TRACE2_EVENT: trace },
      settings: { 'gitlabSecurity.notifyNewFindings': false },
    });
    try {
      measured.push(...(await measure(ui, scene, trace, `${files} files with findings`)));
    } finally {
      await ui.stop();
      await scene.dispose();
      rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
    }
  }
  return measured;
}

async function measure(ui: Ui, scene: Scene, trace: string, among: string): Promise<readonly Measurement[]> {
  await ui.statusItem(/[\d,]+ new · [\d,]+ existing/).waitFor({ timeout: 60_000 });
  await countPublished(ui);
  const refresh = () => ui.host(async (vscode) => vscode.commands.executeCommand('gitlabSecurity.refresh'));
  // The first may meet what is left to do of the start.
  await costOf(refresh, ui, scene, trace);
  const unchanged = await costOf(refresh, ui, scene, trace);
  const save = () =>
    ui.host(async (vscode) => {
      const [file] = await vscode.workspace.findFiles('src/module_0/handler_0.ts');
      if (!file) throw new Error('the file is not there');
      const editor = await vscode.window.showTextDocument(file);
      await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), '// one more line\n'));
      await editor.document.save();
    });
  const saved = await costOf(save, ui, scene, trace);
  return [
    atMost(`requests of a refresh with nothing changed, ${among}`, unchanged.requests, '', 1),
    atMost(`git processes of a refresh with nothing changed, ${among}`, unchanged.processes, '', 2),
    atMost(`files whose problems it publishes, ${among}`, unchanged.published, '', 0),
    atMost(`requests after a file was saved, ${among}`, saved.requests, '', 0),
    atMost(`files whose problems are published then, ${among}`, saved.published, '', 1),
  ];
}

async function costOf(act: () => Promise<unknown>, ui: Ui, scene: Scene, trace: string) {
  writeFileSync(trace, '');
  const before = scene.gitlab.requests.length;
  await takePublished(ui);
  await act();
  // All that follows included: until git was not started for a while.
  for (let seen = -1; seen !== statSync(trace).size;) {
    seen = statSync(trace).size;
    await ui.page.waitForTimeout(3000);
  }
  const own = readFileSync(trace, 'utf8')
    .split('\n')
    // The Git extension starts it without this.
    .filter((line) => line.includes('"event":"start"') && line.includes('core.fsmonitor=false'));
  return {
    requests: scene.gitlab.requests.length - before,
    processes: own.length,
    published: await takePublished(ui),
  };
}

/** Begins to note the files in which problems of ours are there, or were. */
function countPublished(ui: Ui): Promise<void> {
  return ui.host((vscode) => {
    const isOurs = ({ source }: { readonly source?: string | undefined }) => source?.startsWith('GitLab');
    const flagged = new Set<string>();
    for (const [uri, problems] of vscode.languages.getDiagnostics())
      if (problems.some(isOurs)) flagged.add(uri.toString());
    const published = new Set<string>();
    (globalThis as { benchPublished?: Set<string> }).benchPublished = published;
    vscode.languages.onDidChangeDiagnostics(({ uris }) => {
      for (const uri of uris)
        if (flagged.has(uri.toString()) || vscode.languages.getDiagnostics(uri).some(isOurs))
          published.add(uri.toString());
    });
  });
}

/** How many files they were since the last time. */
function takePublished(ui: Ui): Promise<number> {
  return ui.host(() => {
    const { benchPublished } = globalThis as { benchPublished?: Set<string> };
    const { size = 0 } = benchPublished ?? {};
    benchPublished?.clear();
    return size;
  });
}
