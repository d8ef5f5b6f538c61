import assert from 'node:assert/strict';
import type { Controls } from '../placement.setup.ts';
import { activated, ready, run } from '../support/extension.ts';
import { keptFiles } from '../support/keptFiles.ts';
import { outside } from '../support/outside.ts';
import { isAt, placeOf } from '../support/places.ts';
import { until } from '../support/until.ts';

const outer = outside<Controls>();

describe('Commits that are not here', () => {
  it('of a merged-results pipeline are read from GitLab', async () => {
    await ready(['Merged payment', 'Merged same'], 'merged');
    const folder = await outer.folder('merged');
    await isAt('Merged payment', 'moved src/payment.py:3', folder);
    await isAt('Merged same', 'exact src/same.py:1', folder);
  });

  it('beyond the end of a shallow clone are read from GitLab', async () => {
    await ready(['Shallow payment'], 'shallow');
    await isAt('Shallow payment', 'moved src/payment.py:4', await outer.folder('shallow'));
  });

  it('are asked for once', async () => {
    await outer.resetRequests();
    await run('refresh');
    await until(async () => assert.equal(await placeOf('Merged payment'), 'moved src/payment.py:3'));
    const requests = await outer.requests();
    assert.ok(!requests.some((request) => /BlobIds|repository\/files/.test(request)), requests.join('\n'));
  });

  it('stay on disk for as long as their account is asked with', async function () {
    if (keptFiles('texts') === undefined) this.skip();
    const token = process.env['GITLAB_TOKEN'];
    const kept = () => keptFiles('texts')?.length;
    for (const other of ['nobody-s', undefined]) {
      await until(() => assert.equal(kept(), 2));
      if (other === undefined) delete process.env['GITLAB_TOKEN'];
      else process.env['GITLAB_TOKEN'] = other;
      await (await activated()).refresh();
      await until(() => assert.equal(kept(), 0));
      process.env['GITLAB_TOKEN'] = token;
      await (await activated()).refresh();
      // In memory they were not either: who is asked as now has to be given them anew.
      await isAt('Merged payment', 'moved src/payment.py:3', await outer.folder('merged'));
      await isAt('Shallow payment', 'moved src/payment.py:4', await outer.folder('shallow'));
    }
    await until(async () => assert.equal(await placeOf('SQL injection'), 'exact src/orders.py:8'));
  });
});
