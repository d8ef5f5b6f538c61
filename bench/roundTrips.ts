import { RunMemory } from '../src/core/sync/runMemory.ts';
import { GitLab } from '../test/gitlab/gitLab.ts';
import type { GitLabOptions } from '../test/gitlab/settings.ts';
import { MadeRepository } from '../test/gitlab/support/madeRepository.ts';
import { sastReport } from '../test/gitlab/support/reports.ts';
import { connect, runReady } from '../test/support/run.ts';
import { atMost, type Measurement } from './measurement.ts';

const findings = (count: number) =>
  Array.from({ length: count }, (_, index) => ['src/a.ts', index + 1, `rule ${index}`] as const);

const cases: readonly (GitLabOptions & {
  readonly name: string;
  readonly findings: number;
  readonly limit: number;
})[] = [
  { name: 'Ultimate 19.4, 40 findings', version: '19.4.0', tier: 'ultimate', findings: 40, limit: 1 },
  { name: 'Ultimate 16.3, 40 findings', version: '16.3.9', tier: 'ultimate', findings: 40, limit: 1 },
  { name: 'Ultimate 19.4, 350 findings', version: '19.4.0', tier: 'ultimate', findings: 350, limit: 2 },
  { name: 'Free 19.4, 40 findings', version: '19.4.0', tier: 'free', findings: 40, limit: 2 },
  {
    name: 'CE 19.4, 40 findings, object store',
    version: '19.4.0',
    tier: 'ce',
    objectStore: true,
    findings: 40,
    limit: 2,
  },
];

/** Round trips to GitLab from a cold start to findings, and the requests of a refresh in which nothing changed. */
export async function benchRoundTrips(): Promise<readonly Measurement[]> {
  const measurements: Measurement[] = [];
  for (const { name, findings: count, limit, ...options } of cases) {
    const scene = await makeScene(options, count);
    try {
      for (const latency of [5, 50, 200]) {
        const memory = new RunMemory();
        const connections = connect({ url: scene.gitlab.url, token: scene.token });
        const run = () =>
          runReady({
            url: scene.gitlab.url,
            token: scene.token,
            clone: scene.repository.clone,
            memory,
            connections,
          });
        scene.gitlab.delay('*', latency);
        scene.gitlab.resetRequests();
        const { findings: shown } = await run();
        if (shown.length !== count) throw new Error(`${name}: ${shown.length} findings instead of ${count}`);
        measurements.push(
          atMost(
            `cold start, ${name}, ${latency} ms latency`,
            scene.gitlab.roundTrips(),
            'round trips',
            limit,
          ),
        );
        scene.gitlab.resetRequests();
        await run();
        if (latency === 5 && count < 100) {
          measurements.push(
            atMost(`refresh with nothing changed, ${name}`, scene.gitlab.requests.length, 'requests', 1),
          );
        }
      }
    } finally {
      await scene.stop();
    }
  }
  return measurements;
}

async function makeScene(options: GitLabOptions, count: number) {
  const repository = new MadeRepository();
  repository.commit('main', { 'src/a.ts': 'a();\n'.repeat(count) });
  const gitlab = await GitLab.start(options);
  const user = gitlab.addUser('dana');
  const token = gitlab.addToken(user);
  const project = gitlab.addProject('acme/shop/api', {
    repository: repository.bare,
    members: [[user, 'developer']],
  });
  const job = (sast: object) => ({ name: 'semgrep-sast', reports: { sast } });
  gitlab.addPipeline(project, { jobs: [job(sastReport(...findings(Math.ceil(count / 4))))] });
  repository.commit('feature', { 'src/b.ts': 'b();\n' });
  const mergeRequest = gitlab.addMergeRequest(project, { title: 'Add it', sourceBranch: 'feature' });
  gitlab.addPipeline(project, { mergeRequest, jobs: [job(sastReport(...findings(count)))] });
  const stop = async () => {
    await gitlab.stop();
    repository.remove();
  };
  return { gitlab, token, repository, stop };
}
