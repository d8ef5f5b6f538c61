// An object store that gives nothing out, and what is said of it: the token was never sent there.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { explainProblem } from '../../../src/core/view/explainProblem.ts';
import { makeScene } from '../../gitlab/support/scene.ts';
import { runReady } from '../../support/run.ts';

for (const status of [401, 403]) {
  test(`a store that answers ${status} has refused the download, not the token`, async (t) => {
    const { gitlab, token, repository } = await makeScene(t, {
      version: '19.4.0',
      tier: 'ce',
      objectStore: true,
    });
    gitlab.objectStore.faults.add(
      '*',
      { kind: 'status', status, body: { error: 'insufficient_scope' } },
      99,
      0,
    );
    const options = { url: gitlab.url, token, clone: repository.clone };
    const { problems } = await runReady(options);
    const downloads = problems.filter((problem) => problem.kind === 'download');
    assert.ok(downloads.length > 0, JSON.stringify(problems));
    for (const problem of downloads) {
      assert.equal(problem.failure, 'storageRefused');
      assert.equal(
        explainProblem(problem).sentence,
        "The report could not be downloaded: the storage that GitLab keeps it in refused it; refresh, or ask GitLab's administrators.",
      );
    }
    gitlab.objectStore.faults.clear();
    const later = (await runReady(options)).problems;
    assert.ok(later.every(({ kind }) => kind !== 'download'));
  });
}
