import assert from 'node:assert/strict';
import { pushBranches, scan, switchTo } from '../support/branches.ts';
import { opened } from '../support/dialogs.ts';
import { wears, type Face } from '../support/face.ts';
import type { Stage } from '../support/stage.ts';
import { shows, View } from '../support/view.ts';
import { outages } from './outages.ts';

/** The faces of branches, merge requests and pipelines, and then of a GitLab that does not answer. */
export async function states(stage: Stage): Promise<void> {
  const sample = await stage.sample();
  const { gitlab, project } = sample;
  pushBranches(sample, ['new-idea', 'hotfix', 'idle', 'unscanned', 'clean', 'wordy']);
  gitlab.addPipeline(project, { ref: 'hotfix', jobs: [scan('SQL injection in a search')] });
  gitlab.addMergeRequest(project, { sourceBranch: 'idle' });
  const unscanned = gitlab.addMergeRequest(project, { sourceBranch: 'unscanned' });
  const noJobs = gitlab.addPipeline(project, { mergeRequest: unscanned, jobs: [{ name: 'unit' }] });
  const clean = gitlab.addMergeRequest(project, { sourceBranch: 'clean' });
  const cleanRun = gitlab.addPipeline(project, { mergeRequest: clean, jobs: [scan(undefined)] });

  const ui = await stage.open('window', { folder: sample.folder, env: sample.env });
  const view = new View(ui);
  const { page } = ui;
  await shows(view.status, '16 new');
  await view.show();

  const step = (name: string, face: Face, before: () => Promise<unknown>) =>
    view.step(name, async () => {
      await page.keyboard.press('Escape');
      await before();
      await wears(ui, view, face);
    });
  const newMergeRequest = (branch: string) =>
    `/acme/shop/shop-api/-/merge_requests/new?merge_request%5Bsource_branch%5D=${branch}`;

  await step(
    'no merge request and no pipeline',
    {
      status: 'no merge request',
      sentence: 'No open merge request for new-idea, and no pipeline of it.',
      welcome: 'This branch has no open merge request and no pipeline, so nothing has been scanned.',
      steps: ['Create Merge Request'],
    },
    () => switchTo(ui, 'new-idea'),
  );
  await view.step('the welcome view leads to the new merge request', async () => {
    await page.keyboard.press('Escape');
    const path = await opened(ui, () => view.welcome.getByText('Create Merge Request').click());
    assert.equal(path, newMergeRequest('new-idea'));
  });
  await step(
    'no merge request: the findings of the branch',
    {
      status: '1 new',
      sentence: 'No open merge request for hotfix. Findings of its last pipeline are shown.',
      message: 'No open merge request for hotfix. Findings of its last pipeline are shown.',
      row: 'SQL injection in a search',
      steps: ['Create Merge Request', 'Open Pipeline'],
    },
    () => switchTo(ui, 'hotfix'),
  );
  await view.step('the tree leads to the new merge request, too', async () => {
    await page.keyboard.press('Escape');
    const path = await opened(ui, () => view.row('Create Merge Request').click());
    assert.equal(path, newMergeRequest('hotfix'));
  });
  await step(
    'no pipeline',
    {
      status: 'no pipeline',
      sentence: '!483 has no pipeline yet.',
      welcome: 'The merge request has no pipeline yet, so nothing has been scanned.',
      steps: ['Show How To Add One'],
    },
    () => switchTo(ui, 'idle'),
  );
  await step(
    'no security jobs',
    {
      status: 'no security scan',
      sentence: 'The pipeline of !484 ran no security scan.',
      message: 'The pipeline of !484 ran no security scan.',
      row: `Pipeline #${noJobs.id}`,
      steps: ['Show How To Add One', 'Open Pipeline'],
    },
    () => switchTo(ui, 'unscanned'),
  );
  await step(
    'no findings at all',
    {
      status: 'no new findings',
      sentence: `No security findings in !485. 1 report of pipeline #${cleanRun.id} was read.`,
      message: 'No security findings in !485.',
      row: `Pipeline #${cleanRun.id}`,
      steps: ['Open Pipeline'],
    },
    () => switchTo(ui, 'clean'),
  );

  await view.step('several merge requests: the newest is shown, another one can be chosen', async () => {
    await page.keyboard.press('Escape');
    const release = gitlab.addMergeRequest(project, {
      sourceBranch: 'clean',
      targetBranch: 'idle',
      title: 'For the release',
    });
    gitlab.addPipeline(project, { mergeRequest: release, jobs: [scan('Only in the release')] });
    await view.refresh();
    await view.row('Only in the release').waitFor();
    await view.inline(view.row('!486'), 'Choose Merge Request…');
    await shows(ui.quickInput, 'Merge Requests of clean on');
    await ui.quickRow('!485').click();
    await shows(view.status, 'no new findings');
    await view.row('!485').waitFor();
  });
  await view.step('the choice survives a reload', async () => {
    await view.reload();
    await shows(view.status, 'no new findings');
    await view.row('!485').waitFor();
  });

  await view.step('what a choice shows is not announced as news', async () => {
    await ui.run('GitLab Security: Choose Merge Request…');
    await ui.quickRow('!486').click();
    await shows(view.status, '1 new');
    assert.equal(await page.locator('.notification-toast').count(), 0);
  });

  await view.step('a text that is too long is cut, and its end says so', async () => {
    const mergeRequest = gitlab.addMergeRequest(project, { sourceBranch: 'wordy' });
    const description = 'Whoever may start an export can read any table. '.repeat(1200);
    gitlab.addPipeline(project, { mergeRequest, jobs: [scan('Told at length', description)] });
    await switchTo(ui, 'wordy');
    await view.inline(view.row('Told at length'), 'Show Details');
    const end = ui.webview().getByText('… 27,600 more characters not shown.');
    await end.waitFor();
    await end.evaluate((place: { scrollIntoView(top: boolean): void }) => place.scrollIntoView(false));
  });

  await outages(sample, ui, view);
}
