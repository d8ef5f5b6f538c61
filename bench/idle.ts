// npm run bench:idle [-- --minutes N]
// A window with a thousand findings of a finished pipeline, which nobody touches for an hour: what it asks of GitLab, what it takes
// of the extension host's thread, and the timers that it sets while nothing is asked.
import { parseArgs } from 'node:util';
import { atMost } from './measurement.ts';
import { makeScale } from './scale/scene.ts';
import { WatchedWindow } from './window/watchedWindow.ts';

const { values } = parseArgs({ options: { minutes: { type: 'string', default: '60' } } });
const minutes = Number(values.minutes);
const minute = 60_000;
/** Around a request its own timers are set: how long an answer is waited for. */
const aroundRequest = 5000;

const scene = await makeScale({ files: 100, findings: 1000, jobs: 2, everyNew: 20 });
const window = await WatchedWindow.open({
  name: 'idle',
  folder: scene.folder,
  env: { GITLAB_TOKEN: scene.token, GITLAB_HOST: scene.gitlab.url },
  settings: { 'gitlabSecurity.notifyNewFindings': false },
});
try {
  await window.ui.statusItem(/[\d,]+ new · [\d,]+ existing/).waitFor({ timeout: 60_000 });
  // The findings are written to disk a while after they are shown.
  await new Promise((resolve) => setTimeout(resolve, minute));
  const before = scene.gitlab.requests.length;
  const { share, timers } = await window.rest(minutes * minute);
  const requests = scene.gitlab.requests.slice(before);
  if (requests.length === 0 && minutes > 6) throw new Error('nothing was asked: the window had no focus');
  const times = requests.map(({ startedAt }) => performance.timeOrigin + startedAt);
  const fine = timers.filter(
    ({ at, delay }) => delay < minute && !times.some((time) => Math.abs(time - at) < aroundRequest),
  );
  const figures = [
    atMost(`requests in ${minutes} idle minutes`, requests.length, '', Math.ceil(minutes / 5)),
    atMost("our part of the thread's time meanwhile", share * 100, '%', 0.05),
    atMost(
      'timers finer than a minute that we set meanwhile, but for those of a request',
      fine.length,
      '',
      0,
    ),
  ];
  for (const figure of figures) console.log(JSON.stringify(figure));
  console.error(
    JSON.stringify({ timers: timers.length, delays: [...new Set(timers.map(({ delay }) => delay))] }),
  );
  process.exitCode = figures.every(({ ok }) => ok) ? 0 : 1;
} finally {
  await window.close();
  await scene.dispose();
}
