import { compareText } from '../base/compareText.ts';
import { eachInTurns, type Turns } from '../base/turns.ts';
import type { Finding } from '../model/finding.ts';
import type { Pipeline } from '../model/pipeline.ts';
import { withChildren } from '../model/pipeline.ts';
import type { Problem, ReadySnapshot } from '../model/snapshot.ts';
import type { Cell } from '../sync/snapshotStore.ts';
import { explain } from './explain.ts';
import type { Explanation, NextStep } from './explanation.ts';
import { explainProblem } from './explainProblem.ts';
import { isActive, matcher, type Filter } from './filter.ts';
import { groupNames, groupOrder, type Grouping } from './grouping.ts';
import { plainLine, shorten } from './plainText.ts';
import { countFindings, describeCounts } from './summary.ts';
import { count, reportTypeNames, sectionNames, statusWord } from './words.ts';

export interface TreeOptions {
  readonly grouping: Grouping;
  readonly filter: Filter;
  readonly now: number;
  /** Of the thread: to put very many findings into groups takes long. */
  readonly turns: Turns;
  /** The view itself says what is missing, above the rows: a row would cut the sentence off. */
  readonly saysAbove?: boolean;
  /** How many rows of a group are wanted, by its id; a thousand where it says nothing. */
  readonly shown?: (group: string) => number | undefined;
}

/** What nobody scrolls through, and VS Code takes a second for. */
export const rowsAtOnce = 1000;

/** A row of the findings tree. Children are made when a row is opened; ids are stable, so nothing jumps on a refresh. */
export type TreeNode =
  | {
      readonly kind: 'repository';
      readonly id: string;
      readonly label: string;
      readonly description: string;
      readonly explanation: Explanation;
      readonly snapshot?: ReadySnapshot;
      readonly children: () => Promise<readonly TreeNode[]>;
    }
  | {
      readonly kind: 'group';
      readonly id: string;
      readonly label: string;
      readonly description: string;
      readonly expanded: boolean;
      readonly root: string;
      readonly snapshot: ReadySnapshot;
      /** All of them, however many rows there are. */
      readonly findings: readonly Finding[];
      readonly children: () => readonly TreeNode[];
    }
  | {
      readonly kind: 'finding';
      readonly id: string;
      readonly root: string;
      readonly finding: Finding;
      readonly snapshot: ReadySnapshot;
    }
  | {
      readonly kind: 'pipeline';
      readonly id: string;
      readonly label: string;
      readonly description: string;
      readonly url: string;
      readonly children: () => readonly TreeNode[];
    }
  | {
      readonly kind: 'job';
      readonly id: string;
      readonly label: string;
      readonly description: string;
      readonly url: string;
      readonly failed: boolean;
    }
  | {
      readonly kind: 'problem';
      readonly id: string;
      readonly label: string;
      readonly description: string;
      readonly problem: Problem;
      readonly url: string;
    }
  | {
      readonly kind: 'more';
      readonly id: string;
      readonly label: string;
      readonly description: string;
      readonly group: string;
      /** How many there will be. */
      readonly rows: number;
    }
  | { readonly kind: 'sentence'; readonly id: string; readonly label: string }
  | {
      readonly kind: 'step';
      readonly id: string;
      readonly label: string;
      readonly step: NextStep;
      readonly root: string;
    };

/** The tree's roots: one per repository that has something to show or to say. */
export function treeOf(cells: ReadonlyMap<string, Cell>, options: TreeOptions): readonly TreeNode[] {
  return [...cells].map(([root, cell]): TreeNode => {
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

const openAtFirst: readonly string[] = [sectionNames.new, sectionNames.pending];

async function groupsOf(
  root: string,
  snapshot: ReadySnapshot,
  { grouping, filter, shown, turns }: TreeOptions,
): Promise<readonly TreeNode[]> {
  const groups = new Map<string, Finding[]>();
  const nameOf = groupNames(grouping);
  const isWanted = isActive(filter) ? matcher(filter) : () => true;
  const sort = (finding: Finding) => {
    if (!isWanted(finding)) return;
    const name = nameOf(finding);
    const group = groups.get(name);
    if (group) group.push(finding);
    else groups.set(name, [finding]);
  };
  await eachInTurns(snapshot.findings, sort, turns);
  const order = groupOrder(grouping);
  const rank = (name: string) => (order.includes(name) ? order.indexOf(name) : order.length);
  return [...groups]
    .sort(([a], [b]) => rank(a) - rank(b) || compareText(a, b))
    .map(([name, members], index): TreeNode => {
      const id = `${root} ${grouping} ${name}`;
      return {
        kind: 'group',
        id,
        label: name,
        description: String(members.length),
        expanded: grouping === 'state' ? openAtFirst.includes(name) : index === 0,
        root,
        snapshot,
        findings: members,
        children: () => {
          const rows = shown?.(id) ?? rowsAtOnce;
          return [
            ...members.slice(0, rows).map((finding): TreeNode => ({
              kind: 'finding',
              id: `${root} ${finding.key}`,
              root,
              finding,
              snapshot,
            })),
            ...(members.length > rows ? [moreNode(id, rows, members.length)] : []),
          ];
        },
      };
    });
}

function moreNode(group: string, shown: number, all: number): TreeNode {
  return {
    kind: 'more',
    id: `${group} more`,
    label: 'Show More',
    description: `${shown.toLocaleString('en')} of ${all.toLocaleString('en')} shown`,
    group,
    rows: shown + rowsAtOnce,
  };
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
