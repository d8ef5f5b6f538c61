// What it costs to show findings: requests that wait for each other, from the first to the last.
import assert from 'node:assert/strict';
import { activated, snapshot } from '../support/extension.ts';
import { outside } from '../support/outside.ts';
import { until } from '../support/until.ts';
import type { Controls } from '../findings.setup.ts';

const gitlab = outside<Controls>();

describe('A merge request on Ultimate', () => {
  it('is shown after one round trip', async () => {
    await until(async () => assert.equal((await snapshot()).kind, 'ready'));
    assert.ok((await gitlab.roundTripsSinceStart()) <= 2);
    assert.equal(await gitlab.roundTrips(), 1);
  });

  it('costs one request when nothing has changed', async () => {
    await gitlab.resetRequests();
    await (await activated()).refresh();
    assert.equal((await gitlab.requests()).length, 1);
  });
});
