import { withChildren } from '../model/pipeline.ts';
import { instanceName } from '../model/project.ts';
import type { Problem, ReadySnapshot } from '../model/snapshot.ts';
import type { Cell } from '../sync/snapshotStore.ts';
import type { DiagnosisStep } from './diagnosis.ts';
import { count, statusWord } from './words.ts';

const names = ['Project', 'Merge request', 'Pipeline', 'Artifacts', 'Tier'] as const;

/** The sentences that the rest of the editor shows, so that a diagnosis says nothing else. */
export interface DiagnosisWords {
  readonly explain: (cell: Cell) => string;
  readonly explainProblem: (problem: Problem) => string;
}

/** What a fresh run made of the open repository: the last part of the way. */
export function diagnoseSnapshot(cell: Cell | undefined, words: DiagnosisWords): readonly DiagnosisStep[] {
  if (!cell) {
    return names.map((name) => ({ name, outcome: 'skipped', meaning: 'no repository is open' }));
  }
  const { snapshot } = cell;
  const told = words.explain({ ...cell, refreshing: false }).replace(/\.$/, '');
  /** So many steps are passed; the next is where the way ends. */
  const endsAt = (passed: readonly DiagnosisStep[], outcome: 'failed' | 'noted', change?: string) => [
    ...passed,
    ...names
      .slice(passed.length)
      .map((name, index): DiagnosisStep =>
        index === 0
          ? { name, outcome, meaning: told, ...(change !== undefined && { change }) }
          : { name, outcome: 'skipped', meaning: 'there is nothing to look at yet' },
      ),
  ];
  switch (snapshot.kind) {
    case 'ready':
      return ready(snapshot, words);
    case 'noPipeline':
      return endsAt(
        snapshot.mergeRequest
          ? [project(snapshot.project.path), mergeRequest(snapshot.mergeRequest.iid)]
          : [project(snapshot.project.path)],
        'noted',
        snapshot.running ? undefined : 'push the branch, and open a merge request whose pipeline scans',
      );
    case 'projectNotFound':
      return endsAt([], 'failed', `check the remote, or sign in to ${instanceName(snapshot.instance)} again`);
    case 'signedOut':
      return endsAt([], 'failed', 'run Sign In');
    case 'failed':
    case 'noRemote':
    case 'noCommit':
      return endsAt([], 'failed');
    case 'loading':
      return endsAt([], 'noted');
  }
}

function project(path: string): DiagnosisStep {
  return { name: 'Project', outcome: 'ok', meaning: path };
}

function mergeRequest(iid: string): DiagnosisStep {
  return { name: 'Merge request', outcome: 'ok', meaning: `!${iid}` };
}

function ready(snapshot: ReadySnapshot, words: DiagnosisWords): readonly DiagnosisStep[] {
  const { pipeline, problems, findings, reportsRead } = snapshot;
  const jobs = withChildren(pipeline).flatMap((each) => each.jobs);
  const [problem] = problems;
  const fromDatabase = findings.some(({ sources }) => sources.some(({ kind }) => kind === 'gitlab'));
  return [
    project(snapshot.project.path),
    snapshot.mergeRequest
      ? mergeRequest(snapshot.mergeRequest.iid)
      : {
          name: 'Merge request',
          outcome: 'noted',
          meaning: `${snapshot.branch} has no open one, so its own pipeline is shown`,
        },
    jobs.length > 0
      ? {
          name: 'Pipeline',
          outcome: 'ok',
          meaning: `#${pipeline.id} (${statusWord(pipeline.status)}) has ${count(jobs.length, 'security job')}`,
        }
      : {
          name: 'Pipeline',
          outcome: 'noted',
          meaning: `#${pipeline.id} ran no security scan`,
          change: 'add one to .gitlab-ci.yml',
        },
    problem
      ? {
          name: 'Artifacts',
          outcome: 'failed',
          meaning: `${count(reportsRead, 'report')} read, ${count(problems.length, 'problem')}: ${words.explainProblem(problem).replace(/\.$/, '')}`,
          change: 'see Show Problems in the findings view',
        }
      : {
          name: 'Artifacts',
          outcome: 'ok',
          meaning: `${count(reportsRead, 'report')} read, ${count(findings.length, 'finding')}`,
        },
    {
      name: 'Tier',
      outcome: fromDatabase ? 'ok' : 'noted',
      meaning: fromDatabase
        ? "findings come out of GitLab's database, so this is Ultimate"
        : "findings come from reports alone, as below Ultimate or where GitLab's database has none",
    },
  ];
}
