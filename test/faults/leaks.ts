import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import http from 'node:http';
import https from 'node:https';

/** Sockets on which a request is under way. The extension's transport uses Node's own agents, and nobody else here does. */
function busySockets(): number {
  return [http.globalAgent, https.globalAgent]
    .flatMap(({ sockets, requests }) => [...Object.values(sockets), ...Object.values(requests)])
    .reduce((sum, list) => sum + (list?.length ?? 0), 0);
}

/** Kept ones, for the next request. */
export function idleSockets(): number {
  return [http.globalAgent, https.globalAgent]
    .flatMap(({ freeSockets }) => Object.values(freeSockets))
    .reduce((sum, list) => sum + (list?.length ?? 0), 0);
}

export function timers(): number {
  return process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length;
}

/** Node says of an emitter, once, that it has more listeners than anybody should need. */
const warnings: string[] = [];
process.on('warning', ({ name, message }) => {
  if (name.startsWith('MaxListeners')) warnings.push(message);
});

/**
 * Nothing of a read is left behind it: no request, no timer, no listener.
 *
 * @param before how many timers there were
 * @param unanswered how many requests a server has yet to answer, to somebody who is there
 */
export async function assertNothingLeft(
  before: number,
  unanswered: () => number,
  signal?: AbortSignal,
): Promise<void> {
  const isClean = () => busySockets() === 0 && timers() <= before && unanswered() === 0;
  // A socket that was destroyed is gone with the next turns of the loop.
  for (let turn = 0; turn < 200 && !isClean(); turn += 1)
    await new Promise<void>((resolve) => setImmediate(resolve));
  // An answer that nobody reads any more may be on its way yet.
  const until = performance.now() + 1000;
  while (!isClean() && performance.now() < until) await sleep();
  assert.equal(busySockets(), 0, 'sockets in use');
  assert.equal(unanswered(), 0, 'requests that nobody waits for');
  assert.ok(timers() <= before, `${timers()} timers, ${before} before`);
  if (signal) assert.equal(getEventListeners(signal, 'abort').length, 0, 'listeners of the signal');
  assert.deepEqual(warnings, []);
}

async function sleep(): Promise<void> {
  await new Promise<void>((resolve) => setTimeout(resolve, 5));
}
