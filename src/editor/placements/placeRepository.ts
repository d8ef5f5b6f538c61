import * as vscode from 'vscode';
import { mapInTurns } from '../../core/base/turns.ts';
import type { CodeFlowStep, Finding } from '../../core/model/finding.ts';
import type { ReadySnapshot } from '../../core/model/snapshot.ts';
import { filePath, type PathMappings } from '../../core/placement/filePath.ts';
import { scanCommit } from '../../core/placement/scanCommit.ts';
import type { FindingPlace } from './findingPlace.ts';
import { placeEntries, type EntriesPorts, type Entry } from './placeEntries.ts';
import { ThreadTurns } from '../threadTurns.ts';

export type Flows = readonly (readonly CodeFlowStep[])[];

export interface RepositoryPorts extends EntriesPorts {
  readonly mappings: PathMappings;
  readonly flowsOf: (finding: Finding) => Flows;
}

/** More than anybody walks. */
const mostFlows = 20;
const mostSteps = 200;

/** Places all findings of a repository that name a file, and the steps that lead to them. */
export async function placeRepository(
  root: string,
  snapshot: ReadySnapshot,
  ports: RepositoryPorts,
  signal: AbortSignal,
): Promise<readonly FindingPlace[]> {
  const { sha } = snapshot.pipeline;
  const turns = new ThreadTurns(signal);
  const wanted = await mapInTurns(
    snapshot.findings,
    (finding) => ({
      finding,
      own: entryOf(finding, finding.key, finding.location, ports.mappings),
      flows: flowsOf(finding, ports),
    }),
    turns,
  );
  const entries = wanted.flatMap(({ own, flows }) => [...(own ? [own] : []), ...flows.flat()]);
  const placed = await placeEntries(root, sha, entries, ports, signal);
  const isDated = [...placed.values()].some(
    ({ placement: { kind } }) => kind === 'changed' || kind === 'gone',
  );
  const commitsAgo = isDated ? await ports.git.commitsSince(vscode.Uri.parse(root), sha, signal) : undefined;
  await turns.pause();
  return mapInTurns(
    wanted,
    ({ finding, own, flows }): FindingPlace => {
      const here = own && placed.get(own.id);
      const commit = scanCommit(finding);
      return {
        root,
        finding,
        placement: here?.placement ?? { kind: 'none' },
        ...(here?.uri && { uri: here.uri }),
        flows: ports.flowsOf(finding),
        steps: flows.map((flow) => flow.map(({ id }) => placed.get(id)?.placement ?? { kind: 'none' })),
        scan: {
          commit,
          ...(here?.scanPath !== undefined && { path: here.scanPath }),
          ...(commit === sha && commitsAgo !== undefined && { commitsAgo }),
        },
      };
    },
    turns,
  );
}

/** What is to be placed where a finding's report says; `undefined` where that is nowhere in the repository. */
export function entryOf(
  finding: Finding,
  id: string,
  location: Finding['location'],
  mappings: PathMappings,
): Entry | undefined {
  const file = 'file' in location ? location.file : undefined;
  const path = file === undefined ? undefined : filePath(file, finding.pipeline.projectPath, mappings);
  if (path === undefined && location.kind !== 'image') return undefined;
  return { id, commit: scanCommit(finding), ...(path !== undefined && { path }), location };
}

function flowsOf(
  finding: Finding,
  { flowsOf: known, mappings }: RepositoryPorts,
): readonly (readonly Entry[])[] {
  return known(finding)
    .slice(0, mostFlows)
    .map((flow, flowIndex) =>
      flow.slice(0, mostSteps).map((step, index): Entry => {
        const id = `${finding.key} ${flowIndex}.${index}`;
        // A step that leads out of the repository keeps its number in the flow, and has no place.
        return entryOf(finding, id, { kind: 'code', ...linesOf(step) }, mappings) ?? nowhere(id, finding);
      }),
    );
}

function linesOf({ file, startLine, endLine }: CodeFlowStep) {
  return { file, ...(startLine !== undefined && { startLine }), ...(endLine !== undefined && { endLine }) };
}

function nowhere(id: string, finding: Finding): Entry {
  return { id, commit: scanCommit(finding), location: { kind: 'none' } };
}
