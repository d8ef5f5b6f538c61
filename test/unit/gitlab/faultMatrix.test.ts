import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import type { Problem, Snapshot } from '../../../src/core/model/snapshot.ts';
import { RunMemory } from '../../../src/core/sync/runMemory.ts';
import type { JobOptions } from '../../gitlab/state/job.ts';
import { namedFaults, type NamedFault } from './support/faults.ts';
import { flawless } from './support/reports.ts';
import { makeStage, type Stage } from './support/stage.ts';

/** One request of a run, and what is to be seen when it goes wrong for good. */
interface Scenario {
  readonly name: string;
  readonly make: (t: TestContext) => Promise<Stage>;
  /** Where git thinks the branch left its target. */
  readonly guess?: string;
  /** Which requests fail. */
  readonly target: (stage: Stage) => string;
  /** How many requests of a run that is the first have that target. */
  readonly aimed: number;
  /** Findings that are still shown; `failed` where the run has nothing at all. */
  readonly left: number | 'failed';
  readonly problem: (fault: NamedFault) => Partial<Problem>;
}

const many = Array.from({ length: 350 }, (_, index) => ['src/new.ts', index + 1, `rule${index}`] as const);

const job = (name: string, rule = name): JobOptions => ({
  name,
  reports: { sast: flawless([`src/${rule}.ts`, 1, rule]) },
});

/** Three jobs, each with a report that holds a finding of its own, one of them also on the target branch. */
const threeJobs = (t: TestContext) =>
  makeStage(
    t,
    { tier: 'ce', version: '19.4.0' },
    {
      base: [job('base', 'old')],
      head: [job('first', 'old'), job('second'), job('third')],
    },
  );

const ultimate = (t: TestContext, reports = flawless(...many)) =>
  makeStage(
    t,
    { tier: 'ultimate' },
    {
      base: [job('base', 'old')],
      head: [{ name: 'semgrep-sast', reports: { sast: reports } }],
    },
  );

const jobPath = (id: number | undefined) => `GET /api/v4/*/jobs/${id ?? 0}/artifacts`;

const isReport = ({ fault }: NamedFault) => fault.kind === 'truncated';

const scenarios: readonly Scenario[] = [
  {
    name: 'Ultimate: the overview',
    make: (t) => ultimate(t, flawless(['src/old.ts', 1, 'old'])),
    target: () => 'Overview',
    aimed: 1,
    left: 'failed',
    problem: () => ({}),
  },
  {
    name: 'Ultimate: the pages after the first of 350 findings',
    make: ultimate,
    target: () => 'FindingsPage',
    aimed: 3,
    left: 101,
    problem: ({ code }) => ({ kind: 'findingsPage', ...(code && { failure: code }) }),
  },
  {
    name: "Ultimate: the pages after the first of the target branch's findings",
    make: (t) =>
      makeStage(
        t,
        { tier: 'ultimate' },
        {
          base: [{ name: 'base', reports: { sast: flawless(...many.slice(0, 150)) } }],
          head: [{ name: 'semgrep-sast', reports: { sast: flawless(...many.slice(0, 50)) } }],
        },
      ),
    target: () => 'FindingsPage',
    aimed: 1,
    left: 100,
    problem: ({ code }) => ({ kind: 'comparison', ...(code && { failure: code }) }),
  },
  {
    name: 'Community Edition: the overview',
    make: threeJobs,
    target: () => 'Overview',
    aimed: 1,
    left: 'failed',
    problem: () => ({}),
  },
  {
    name: "Community Edition: one of three jobs' report",
    make: threeJobs,
    target: ({ head }) => jobPath(head.jobs[1]?.id),
    aimed: 1,
    left: 2,
    problem: (fault) =>
      isReport(fault)
        ? { kind: 'report', job: 'second', type: 'sast' }
        : { kind: 'download', job: 'second', type: 'sast', ...(fault.code && { failure: fault.code }) },
  },
  {
    name: "Community Edition: the target branch's pipelines",
    make: threeJobs,
    guess: 'f'.repeat(40),
    target: () => 'PipelinesAtCommit',
    aimed: 1,
    left: 3,
    problem: ({ code }) => ({ kind: 'comparison', ...(code && { failure: code }) }),
  },
  {
    name: "Community Edition: the target branch's report",
    make: threeJobs,
    target: ({ base }) => jobPath(base.jobs[0]?.id),
    aimed: 1,
    left: 3,
    problem: ({ code }) => ({ kind: 'comparison', ...(code && { failure: code }) }),
  },
];

for (const scenario of scenarios) {
  test(scenario.name, async (t) => {
    const stage = await scenario.make(t);
    const guess = scenario.guess === undefined ? {} : { head: { probableBase: scenario.guess } };
    const well = await stage.play(new RunMemory(), guess);
    const usual = stage.gitlab.requests.length;
    assert.equal(countAimed(stage, scenario), scenario.aimed);
    for (const fault of namedFaults) {
      await t.test(fault.name, async () => {
        const { gitlab } = stage;
        gitlab.resetRequests();
        gitlab.fail(scenario.target(stage), fault.fault, Infinity);
        const memory = new RunMemory();
        const unwell = await stage.play(memory, guess);
        gitlab.recover();
        if (fault.code === undefined) assert.deepEqual(unwell, well);
        else assertSuffers(unwell, scenario, fault);

        assert.equal(countAimed(stage, scenario), scenario.aimed * fault.tries, 'tries');
        const most = usual + scenario.aimed * (fault.tries - 1);
        assert.ok(gitlab.requests.length <= most, `${gitlab.requests.length} requests, ${most} expected`);

        assert.deepEqual(await stage.play(memory, guess), well, 'the next run heals');
      });
    }
  });
}

function countAimed({ gitlab, ...stage }: Stage, scenario: Scenario): number {
  const target = scenario.target({ gitlab, ...stage });
  const job = /\/jobs\/(\d+)\//.exec(target)?.[1];
  return gitlab.requests.filter(({ operationNames, path }) =>
    job === undefined ? operationNames.includes(target) : path.includes(`/jobs/${job}/artifacts`),
  ).length;
}

function assertSuffers(snapshot: Snapshot, { left, problem }: Scenario, fault: NamedFault): void {
  if (left === 'failed') {
    assert.equal(snapshot.kind, 'failed');
    assert.equal(snapshot.failure, fault.code);
    return;
  }
  assert.equal(snapshot.kind, 'ready');
  assert.equal(snapshot.findings.length, left);
  const problems = snapshot.problems.filter((one) => isLike(one, problem(fault)));
  assert.equal(problems.length, 1, JSON.stringify(snapshot.problems));
  assert.equal(snapshot.problems.length, 1);
}

function isLike(problem: Problem, wanted: Partial<Problem>): boolean {
  return Object.entries(wanted).every(
    ([key, value]) => (problem as unknown as Record<string, unknown>)[key] === value,
  );
}
