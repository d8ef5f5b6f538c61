import assert from 'node:assert/strict';
import { comesTrue } from '../../vscode/comesTrue.ts';
import type { Ui } from '../../vscode/ui/ui.ts';
import { wears } from '../support/face.ts';
import type { Stage } from '../support/stage.ts';
import { shows, View } from '../support/view.ts';

/** A pipeline under way, and reports that cannot be read. */
export async function pipelines(stage: Stage): Promise<void> {
  await whileItRuns(stage);
  await withoutReports(stage);
}

async function whileItRuns(stage: Stage): Promise<void> {
  const sample = await stage.sample({ running: true, broken: true });
  const ui = await stage.open('running', { folder: sample.folder, env: sample.env });
  const view = new View(ui);

  await view.step('a scan is under way, and the last findings are shown', async () => {
    await view.show();
    const sentence = `Scanning: 5 of 9 security jobs are done. Findings of pipeline #${sample.headPipeline.id} are shown.`;
    await wears(ui, view, {
      status: 'scanning 5 of 9',
      sentence,
      message: sentence,
      row: 'SQL injection',
      steps: ['Open Pipeline'],
    });
    await shows(view.badge, '16');
  });
  await view.step(
    'nobody asks while nobody looks at the window, and at once when somebody is back',
    async () => {
      const { gitlab } = sample;
      await look(ui, 'away');
      gitlab.resetRequests();
      // A pipeline that has just been seen to run is asked for after ten seconds.
      await ui.page.waitForTimeout(13_000);
      assert.deepEqual(gitlab.requests, []);
      await look(ui, 'here');
      const rounds = () =>
        gitlab.requests.filter(({ operationNames }) => operationNames.includes('Overview'));
      await comesTrue('GitLab is asked', () => rounds().length > 0);
      await ui.page.waitForTimeout(2000);
      assert.equal(rounds().length, 1);
    },
  );
  await view.step('its end brings new findings, told once', async () => {
    await ui.page.keyboard.press('Escape');
    sample.finishRunning();
    await view.refresh();
    await shows(view.status, '17 new · 23 existing');
    await shows(view.badge, '17');
    const news = `Pipeline #${sample.runningPipeline?.id} brought 1 new security finding.`;
    await shows(ui.toast(/./), news);
    await view.row('Vulnerable OpenSSL in cryptography').waitFor();
    await view.message.filter({ hasText: 'Scanning' }).waitFor({ state: 'hidden' });
    await view.refresh();
    assert.equal(await ui.page.locator('.notification-toast').count(), 1);
  });
  await view.step('the notification leads to the findings', async () => {
    await ui.page.locator('.activitybar [aria-label^="Explorer"]').first().click();
    await ui.toastButton(/brought/, 'Show Findings').click();
    await view.row('Vulnerable OpenSSL in cryptography').waitFor();
    await ui.toast(/brought/).waitFor({ state: 'hidden' });
  });
  await view.step('a report that ends in the middle is named, and says where it breaks off', async () => {
    await view.row('Show Problems').click();
    await view.row('SAST report of acme-audit').click();
    await ui.page.locator('.tab', { hasText: 'SAST report of acme-audit.txt' }).waitFor();
    await ui.line(/^The.file.is.cut.off:.its.JSON.ends.unfinished.at.line.\d+,.column.\d+\.$/).waitFor();
  });
}

async function withoutReports(stage: Stage): Promise<void> {
  const gitlab = { tier: 'free', version: '18.8.2' } as const;
  const sample = await stage.sample({ gitlab, broken: true });
  const ui = await stage.open('reports', { folder: sample.folder, env: sample.env });
  const view = new View(ui);

  await view.step('reports that no token can read are counted, and hide nothing else', async () => {
    await view.show();
    await wears(ui, view, {
      status: 'new · ',
      sentence: /4 of 9 reports could not be read\./,
      message: '4 of 9 reports could not be read.',
      row: 'CVE-2023-38545 in curl',
      steps: ['Show Problems', 'Open Pipeline'],
    });
  });
  await view.step('Show Problems opens them', async () => {
    await ui.page.keyboard.press('Escape');
    await view.row('Show Problems').click();
    await view.row('SAST report of semgrep-sast').waitFor();
  });
  await view.step('the two lines for .gitlab-ci.yml are told', async () => {
    await view.row('SAST report of semgrep-sast').click();
    await ui.line('# GitLab 18.8.2-ee offers no way to read the SAST report').waitFor();
    await ui.line('semgrep-sast:').waitFor();
    await ui.line('artifacts:').waitFor();
    await ui.line('paths: [gl-sast-report.json]').waitFor();
  });
}

/**
 * Takes the focus from the window, or gives it back, and waits until VS Code has noticed. A page that is driven believes that
 * it always has it, whichever is in front; VS Code asks the document.
 */
async function look(ui: Ui, where: 'away' | 'here'): Promise<void> {
  const isHere = where === 'here';
  await ui.page.evaluate(`
    document.hasFocus = () => ${isHere};
    window.dispatchEvent(new Event('${isHere ? 'focus' : 'blur'}'));
    document.dispatchEvent(new Event('visibilitychange'));
  `);
  const isFocused = () => ui.host((vscode) => vscode.window.state.focused);
  for (let tries = 0; (await isFocused()) !== isHere; tries++) {
    assert.ok(tries < 200, `VS Code does not notice that one is ${where}`);
    await ui.page.waitForTimeout(20);
  }
}
