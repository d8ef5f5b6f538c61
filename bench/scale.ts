import { git } from '../test/sample/git.ts';
import { chooseFrom } from '../test/ui/support/dialogs.ts';
import { shows, View } from '../test/ui/support/view.ts';
import type { Ui } from '../test/vscode/ui/ui.ts';
import { atMost, type Measurement } from './measurement.ts';
import { makeScale, type Scene, type SceneSize } from './scale/scene.ts';
import { WatchedWindow } from './window/watchedWindow.ts';

const size: SceneSize = {
  files: 5000,
  findings: Number(process.env['BENCH_FINDINGS'] ?? 100_000),
  jobs: 10,
  everyNew: 20,
};
/** For how many milliseconds the thread may belong to nobody else. */
const limit = 16;
const counts = /[\d,]+ new · [\d,]+ existing/;

/**
 * The packaged extension in a window with very many findings: for how long the extension host's thread belongs to it at a
 * stretch, from the first request to the last problem, and while the usual things are done then. Pictures are left in test-results/bench.
 */
export async function benchScale(): Promise<readonly Measurement[]> {
  const scene = await makeScale(size);
  const window = await WatchedWindow.open({
    name: 'scale',
    folder: scene.folder,
    env: { GITLAB_TOKEN: scene.token, GITLAB_HOST: scene.gitlab.url },
    settings: { 'gitlabSecurity.notifyNewFindings': false },
  });
  try {
    const measured: Measurement[] = [];
    for (const [what, act] of Object.entries(partsOf(scene))) {
      const { ours } = await window.watch(`100,000 findings, ${what}`, act);
      measured.push(atMost(`longest stretch of ours with 100,000 findings: ${what}`, ours, 'ms', limit));
    }
    const full = await window.held();
    git(scene.folder, ['remote', 'remove', 'origin']);
    await new View(window.ui).status.waitFor({ state: 'detached' });
    const empty = await window.held();
    return [
      ...measured,
      atMost('times VS Code called the host unresponsive', window.unresponsive, '', 0),
      atMost('heap for each finding that is shown', (full.heap - empty.heap) / size.findings, 'bytes', 2000),
    ];
  } finally {
    await window.close();
    await scene.dispose();
  }
}

function partsOf(scene: Scene): Readonly<Record<string, (ui: Ui) => Promise<unknown>>> {
  const shown = (ui: Ui) => ui.statusItem(counts).waitFor({ timeout: 300_000 });
  return {
    'from the start to the last problem': shown,
    'opening the view': async (ui) => {
      const view = new View(ui);
      await view.show();
      await view.row(/rule \d/).waitFor();
    },
    'scrolling through a thousand rows': async (ui) => {
      await ui.treeRow(/rule \d/).click();
      for (let page = 0; page < 40; page++) await ui.page.keyboard.press('PageDown');
    },
    'filtering by text': async (ui) => {
      await ui.run('GitLab Security: Filter Findings');
      await ui.quickText.fill('handler_77');
      await ui.page.keyboard.press('Enter');
      await ui.page.getByText('Filtered: “handler_77”').first().waitFor();
    },
    'taking the filter back': async (ui) => {
      await ui.run('GitLab Security: Filter Findings');
      await ui.quickText.fill('');
      await ui.page.keyboard.press('Enter');
    },
    'grouping by file': async (ui) => {
      await ui.run('GitLab Security: Group Findings');
      await ui.quickRow('File').click();
    },
    'hiding ten findings': async (ui) => {
      const view = new View(ui);
      const tenth = view.rows.filter({ hasText: /rule \d/ }).nth(9);
      await view.row(/rule \d/).click();
      await ui.page.locator('.monaco-editor.focused').first().waitFor();
      await tenth.click({ modifiers: ['Shift'] });
      await view.pane.locator('.monaco-list-row.selected').nth(9).waitFor();
      await chooseFrom(ui, view.row(/rule \d/), 'Hide Here');
      await ui.quickRow('False positive').click();
      await shows(ui.quickInput, 'Comment');
      await ui.quickText.fill('Measured.');
      await ui.page.keyboard.press('Enter');
      await ui.toast(/10 findings/).waitFor();
    },
    'a refresh with nothing changed': (ui) =>
      ui.host(async (vscode) => vscode.commands.executeCommand('gitlabSecurity.refresh')),
    'typing in a flagged file': async (ui) => {
      await ui.openFile('src/module_7/handler_7.ts');
      await ui.caret(1, 1);
      for (let key = 0; key < 100; key++) await ui.page.keyboard.press(key % 10 === 9 ? 'Enter' : 'x');
    },
    'every file written by another program': () => {
      scene.edit(1);
      return Promise.resolve();
    },
    'to another branch': async (ui) => {
      git(scene.folder, ['checkout', '--quiet', '--force', 'other']);
      await ui.statusItem(counts).waitFor({ state: 'detached', timeout: 60_000 });
    },
    'and back': async (ui) => {
      git(scene.folder, ['checkout', '--quiet', '--force', 'feature']);
      await shown(ui);
    },
  };
}
