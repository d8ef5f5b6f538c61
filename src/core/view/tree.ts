import { compareText } from '../base/compareText.ts';
import type { Pipeline } from '../model/pipeline.ts';
import { withChildren } from '../model/pipeline.ts';
import type { Problem, ReadySnapshot } from '../model/snapshot.ts';
import type { Cell } from '../sync/snapshotStore.ts';
import { explain } from './explain.ts';
import type { Explanation } from './explanation.ts';
import { explainProblem } from './explainProblem.ts';
import { plainLine, shorten } from './plainText.ts';
import { countFindings } from '../model/counts.ts';
import { describeCounts } from './summary.ts';
import { groupsOf, wantedOf } from './treeGroups.ts';
import type { TreeNode, TreeOptions } from './treeNode.ts';
import { count, reportTypeNames, statusWord } from './words.ts';

type CellOf = readonly [root: string, cell: Cell];

/** The tree's roots, by name: one per repository that has something to show or to say. */
export function treeOf(cells: ReadonlyMap<string, Cell>, options: TreeOptions): readonly TreeNode[] {
  const byName = ([, one]: CellOf, [, other]: CellOf) =>
    compareText(one.snapshot.repository.name, other.snapshot.repository.name);
  return [...cells].sort(byName).map(([root, cell]): TreeNode => {
    const { ready } = cell;
    const explanation = explain(cell, options.now);
    const { name } = cell.snapshot.repository;
    const mergeRequest = ready?.mergeRequest;
    return {
      kind: 'repository',
      id: root,
      label: mergeRequest
        ? `${name}  !${mergeRequest.iid} ${shorten(plainLine(mergeRequest.title), 60)}`
        : [name, ...(ready ? [plainLine(ready.branch)] : [])].join('  '),
      description:
        ready && hasOpen(ready) && cell.snapshot.kind !== 'loading'
          ? describeCounts(countFindings(ready.findings))
          : explanation.short,
      explanation,
      ...(ready && { snapshot: ready }),
      findings: () => wantedOf(ready?.findings ?? [], options),
      children: async () => [
        ...sayWhatIsMissing(root, cell, explanation, options),
        ...(ready ? await childrenOf(root, ready, options) : []),
      ],
    };
  });
}

function hasOpen({ findings }: ReadySnapshot): boolean {
  const counts = countFindings(findings);
  return counts.new + counts.existing + counts.pending > 0;
}

/**
 * Whether there are findings, and everything is as it should be; also while those of an earlier window wait for the first
 * answer, whose age the row tells: a sentence that comes and goes would move what is below it.
 */
export function isAllWell({ snapshot, ready }: Cell): boolean {
  if (snapshot.kind === 'loading') return (ready?.findings.length ?? 0) > 0;
  return (
    snapshot.kind === 'ready' &&
    ready?.running === undefined &&
    ready?.mergeRequest !== undefined &&
    ready.comparison !== 'pending' &&
    ready.problems.length === 0 &&
    ready.findings.length > 0
  );
}

/** States without findings, and everything that is not as it should be, say so above the findings. */
function sayWhatIsMissing(
  root: string,
  cell: Cell,
  explanation: Explanation,
  { saysAbove = false }: TreeOptions,
): readonly TreeNode[] {
  if (isAllWell(cell)) return [];
  return [
    ...(saysAbove
      ? []
      : [{ kind: 'sentence', id: `${root} sentence`, label: explanation.sentence } as const]),
    ...explanation.steps.map((step, index): TreeNode => ({
      kind: 'step',
      id: `${root} step ${index}`,
      label: step.title,
      step,
      root,
    })),
  ];
}

async function childrenOf(
  root: string,
  snapshot: ReadySnapshot,
  options: TreeOptions,
): Promise<readonly TreeNode[]> {
  const groups = await groupsOf(root, snapshot, options);
  const none = groups.length === 0 && snapshot.findings.length > 0;
  return [
    ...(none
      ? [{ kind: 'sentence', id: `${root} filtered`, label: 'No finding matches the filter.' } as const]
      : []),
    ...groups,
    pipelineNode(root, snapshot),
  ];
}

function pipelineNode(root: string, { pipeline, reportsRead, problems }: ReadySnapshot): TreeNode {
  const parts = [
    statusWord(pipeline.status),
    count(reportsRead, 'report'),
    ...(problems.length > 0 ? [count(problems.length, 'problem')] : []),
  ];
  return {
    kind: 'pipeline',
    id: `${root} pipeline`,
    label: `Pipeline #${pipeline.id}`,
    description: parts.join(' · '),
    url: pipeline.webUrl,
    children: () => [
      ...problems.map((problem, index) => problemNode(root, problem, index, pipeline)),
      ...jobNodes(root, pipeline),
    ],
  };
}

function problemNode(root: string, problem: Problem, index: number, pipeline: Pipeline): TreeNode {
  const { label, sentence } = explainProblem(problem);
  return {
    kind: 'problem',
    id: `${root} problem ${index}`,
    label,
    description: sentence,
    problem,
    url: pipeline.webUrl,
  };
}

function jobNodes(root: string, pipeline: Pipeline): readonly TreeNode[] {
  return withChildren(pipeline).flatMap(({ jobs, webUrl }) =>
    jobs.map((job): TreeNode => {
      const reports = job.reports.map(({ type }) => reportTypeNames[type]).join(', ');
      return {
        kind: 'job',
        id: `${root} job ${job.id}`,
        label: plainLine(job.name),
        description: [statusWord(job.status), reports || 'no report'].join(' · '),
        url: webUrl.replace(/\/pipelines\/\d+$/, `/jobs/${job.id}`),
        failed: job.status === 'failed',
      };
    }),
  );
}
