import assert from 'node:assert/strict';
import { test } from 'node:test';
import { watchedLogger } from '../../support/watchedLogger.ts';
import { Connections } from '../../../src/gitlab/connections.ts';
import { RateBudget } from '../../../src/gitlab/rateBudget.ts';
import { nodeFetch } from '../../../src/editor/network/nodeFetch.ts';
import { noNetworkSettings } from '../../support/network/noNetworkSettings.ts';
import { requesterOf, secretToken, serve, signInTo } from './support/transport.ts';

test('sixty at once, then five a second, and never more than was saved up', () => {
  const budget = new RateBudget();
  const turns = Array.from({ length: 65 }, () => budget.reserve(1000));
  assert.deepEqual(turns.slice(0, 60), Array<number>(60).fill(0));
  assert.deepEqual(turns.slice(60), [200, 400, 600, 800, 1000]);
  assert.equal(budget.reserve(2000), 200, 'a second later, the sixth of those that wait is next');
  const hours = Array.from({ length: 61 }, () => budget.reserve(10_000_000));
  assert.deepEqual([hours[59], hours[60]], [0, 200]);
  assert.equal(budget.reserve(0), 400, 'a clock that was set back gives nothing');
});

test('in any minute an instance gets at most 360 requests', () => {
  const budget = new RateBudget();
  const times: number[] = [];
  for (let now = 0; now < 180_000; now += 50) times.push(now + budget.reserve(now));
  times.sort((a, b) => a - b);
  const within = times.map((start) => times.filter((at) => at >= start && at < start + 60_000).length);
  assert.ok(Math.max(...within) <= 360, String(Math.max(...within)));
});

test('requests wait for their turn, and those aborted while they wait are not sent', async (t) => {
  let asked = 0;
  const url = await serve(t, (_, response) => {
    asked += 1;
    response.end('{}');
  });
  const { ask, waits } = requesterOf(url, { now: () => 0 });
  await Promise.all(Array.from({ length: 63 }, () => ask()));
  assert.deepEqual(waits, [200, 400, 600]);
  assert.equal(asked, 63);
  const stop = new AbortController();
  const wait = () => Promise.reject(new Error('aborted'));
  const spent = new RateBudget();
  for (let turn = 0; turn < 60; turn++) spent.reserve(0);
  const stopped = requesterOf(url, { now: () => 0, wait, budget: spent });
  stop.abort(new Error('overtaken'));
  await assert.rejects(stopped.ask({}, stop.signal), /overtaken/);
  assert.equal(asked, 63);
});

test('whoever asks an instance has the same budget, and every instance its own', async (t) => {
  const user = JSON.stringify({ username: 'dana', scopes: ['api'] });
  const urls = [await serve(t, (_, response) => response.end(user))];
  urls.push(await serve(t, (_, response) => response.end(user)));
  urls.forEach(signInTo);
  const waits: number[] = [];
  const connections = new Connections({
    fetch: nodeFetch(noNetworkSettings),
    logger: watchedLogger(),
    instances: () => Promise.resolve([]),
    ignoredHosts: () => [],
    token: () => Promise.resolve(secretToken),
    wait: (milliseconds) => {
      waits.push(milliseconds);
      return Promise.resolve();
    },
    random: () => 0.5,
    now: () => 0,
  });
  const { signal } = new AbortController();
  const check = (url = '') => connections.checkToken({ url }, secretToken, signal);
  await Promise.all(Array.from({ length: 30 }, () => check(urls[0])));
  assert.deepEqual(waits, [], 'two requests each');
  await connections.describe({ url: urls[0] ?? '' }, signal);
  assert.deepEqual(waits, [200, 400, 600]);
  await check(urls[1]);
  assert.equal(waits.length, 3);
});
