// npm run bench:soak [-- --minutes N]
// A window at work for half an hour: edits, undo, saves, branches, refreshes, pipelines that come to their end, files and details
// that are opened and closed. A line of JSON per round; fails where memory, functions (every listener is one), timers or
// handles grow.
import { parseArgs } from 'node:util';
import { git } from '../test/sample/git.ts';
import type { Ui } from '../test/vscode/ui/ui.ts';
import { atMost, medianOf, type Measurement } from './measurement.ts';
import { makeScale, type Scene } from './scale/scene.ts';
import type { Held } from './window/watchDriver.ts';
import { WatchedWindow } from './window/watchedWindow.ts';

const { values } = parseArgs({ options: { minutes: { type: 'string', default: '30' } } });
const minutes = Number(values.minutes);

/** What a third of the rounds may hold more than the third before it: code is compiled and caches fill for a while. */
const mostGrowth = { heap: 0.03, functions: 0.01, resources: 0.1 } as const;

const scene = await makeScale({ files: 200, findings: 2000, jobs: 2, everyNew: 20 });
const window = await WatchedWindow.open({
  name: 'soak',
  folder: scene.folder,
  env: { GITLAB_TOKEN: scene.token, GITLAB_HOST: scene.gitlab.url },
  settings: { 'gitlabSecurity.notifyNewFindings': false, 'files.autoSave': 'off' },
});
try {
  const rounds: Held[] = [];
  await window.ui.statusItem(/[\d,]+ new · [\d,]+ existing/).waitFor({ timeout: 60_000 });
  const requestsBefore = scene.gitlab.requests.length;
  for (const end = Date.now() + minutes * 60_000; Date.now() < end;) {
    await work(window.ui, scene, rounds.length);
    const held = await window.held();
    rounds.push(held);
    console.error(JSON.stringify({ round: rounds.length, ...held }));
  }
  const requests = (scene.gitlab.requests.length - requestsBefore) / rounds.length;
  const figures = [
    ...growth(rounds),
    atMost('requests of a round with two refreshes, a pipeline and two branches', requests, '', 20),
    atMost('times VS Code called the host unresponsive', window.unresponsive, '', 0),
  ];
  for (const figure of figures) console.log(JSON.stringify(figure));
  process.exitCode = figures.every(({ ok }) => ok) ? 0 : 1;
} finally {
  await window.close();
  await scene.dispose();
}

/** What somebody does in half a minute. */
async function work(ui: Ui, made: Scene, round: number): Promise<void> {
  const file = `src/module_${round % 50}/handler_${round % 50}.ts`;
  await ui.host(async (vscode, path) => {
    const root = vscode.workspace.workspaceFolders?.[0]?.uri;
    if (!root) throw new Error('no folder is open');
    const document = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(root, path));
    const editor = await vscode.window.showTextDocument(document);
    for (let key = 0; key < 40; key++)
      await editor.edit((edit) => edit.insert(new vscode.Position(key % 10, 0), key % 8 === 7 ? '\n' : 'x'));
    await document.save();
    for (let key = 0; key < 20; key++) await vscode.commands.executeCommand('undo');
    await document.save();
    await vscode.commands.executeCommand(
      'vscode.executeHoverProvider',
      document.uri,
      new vscode.Position(0, 0),
    );
    await vscode.commands.executeCommand('gitlabSecurity.nextFinding');
    await vscode.commands.executeCommand('gitlabSecurity.refresh');
  }, file);
  made.finishPipeline();
  await ui.host(async (vscode) => {
    await vscode.commands.executeCommand('gitlabSecurity.refresh');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });
  git(made.folder, ['checkout', '--quiet', '--force', 'other']);
  await ui.statusItem(/[\d,]+ new · [\d,]+ existing/).waitFor({ state: 'detached', timeout: 60_000 });
  git(made.folder, ['checkout', '--quiet', '--force', 'feature']);
  await ui.statusItem(/[\d,]+ new · [\d,]+ existing/).waitFor({ timeout: 60_000 });
}

/** How much more the last third of the rounds held than the one before it, as a part of that. */
function growth(rounds: readonly Held[]): readonly Measurement[] {
  const third = Math.floor(rounds.length / 3);
  return (Object.keys(mostGrowth) as (keyof typeof mostGrowth)[]).map((what) => {
    const held = rounds.map((round) => round[what]);
    const [middle, last] = [medianOf(held.slice(third, 2 * third)), medianOf(held.slice(2 * third))];
    return atMost(
      `${what}, last third of ${rounds.length} rounds over the one before`,
      last / middle - 1,
      '',
      mostGrowth[what],
    );
  });
}
