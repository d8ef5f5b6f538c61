import assert from 'node:assert/strict';
import { during, pushBranches, scan, switchTo } from '../support/branches.ts';
import { opened } from '../support/dialogs.ts';
import { wears, type Face } from '../support/face.ts';
import type { Stage } from '../support/stage.ts';
import { shows, View } from '../support/view.ts';

/** The faces of branches, merge requests and pipelines, and of a GitLab that does not answer. */
export async function states(stage: Stage): Promise<void> {
  const sample = await stage.sample();
  const { gitlab, project, token } = sample;
  pushBranches(sample, ['new-idea', 'hotfix', 'idle', 'unscanned', 'clean']);
  gitlab.addPipeline(project, { ref: 'hotfix', jobs: [scan('SQL injection in a search')] });
  gitlab.addMergeRequest(project, { sourceBranch: 'idle' });
  const unscanned = gitlab.addMergeRequest(project, { sourceBranch: 'unscanned' });
  const noJobs = gitlab.addPipeline(project, { mergeRequest: unscanned, jobs: [{ name: 'unit' }] });
  const clean = gitlab.addMergeRequest(project, { sourceBranch: 'clean' });
  const cleanRun = gitlab.addPipeline(project, { mergeRequest: clean, jobs: [scan(undefined)] });

  const ui = await stage.open('window', { folder: sample.folder, env: sample.env });
  const view = new View(ui);
  const { page } = ui;
  const { host } = new URL(gitlab.url);
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

  const shown = /The findings fetched just now are shown\.$/;
  await step(
    'offline: the last findings stay',
    {
      status: /^\s*offline$/,
      sentence: new RegExp(`^The connection to ${host} broke off.*${shown.source}`),
      message: shown,
      row: 'AWS access token',
      steps: ['Try Again', 'Diagnose Connection'],
    },
    async () => {
      await switchTo(ui, 'feature/order-export');
      await view.row('AWS access token').waitFor();
      await during(gitlab, { kind: 'cut' }, () => view.refresh());
    },
  );
  await step(
    'offline: they are there after a reload as well, with their age',
    {
      status: /^\s*offline$/,
      sentence: new RegExp(
        `^The connection to ${host} broke off.*The findings fetched (just now|.+ ago) are shown\\.$`,
      ),
      message: /The findings fetched (just now|.+ ago) are shown\.$/,
      row: 'AWS access token',
      steps: ['Try Again', 'Diagnose Connection'],
    },
    async () => {
      gitlab.fail('*', { kind: 'cut' }, Infinity);
      await view.reload();
      await view.row('AWS access token').waitFor();
    },
  );
  gitlab.recover();
  await view.refresh();
  await step(
    'too many requests',
    {
      status: 'rate limited',
      sentence: new RegExp(
        `^${host} has had too many requests; it will be asked again soon\\. ${shown.source}`,
      ),
      message: 'has had too many requests',
      row: 'AWS access token',
      steps: ['Try Again'],
    },
    () => during(gitlab, { kind: 'status', status: 429, body: 'Retry later' }, () => view.refresh()),
  );
  await step(
    'a sign-in page instead of data',
    {
      status: 'unexpected answer',
      sentence: new RegExp(`^${host} answered with something unexpected \\(a web page instead of data\\)`),
      message: 'a web page instead of data',
      row: 'AWS access token',
      steps: ['Try Again', 'Show Log'],
    },
    () => during(gitlab, { kind: 'html' }, () => view.refresh()),
  );
  await step(
    'the token was revoked: what is known stays',
    {
      status: 'token refused',
      sentence: new RegExp(`^${host} refused the token\\. ${shown.source}`),
      message: 'refused the token',
      row: 'AWS access token',
      urgent: true,
      steps: ['Replace Token'],
    },
    async () => {
      gitlab.revokeToken(token);
      await view.refresh();
    },
  );
  await step(
    'the token was revoked: after a reload there is only what to do',
    {
      status: 'token refused',
      sentence: `${host} refused the token.`,
      welcome: 'GitLab refused the token: it has expired, was revoked, or is not complete.',
      urgent: true,
      steps: ['Replace Token'],
    },
    () => view.reload(),
  );
}
