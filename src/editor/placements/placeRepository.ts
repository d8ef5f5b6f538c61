import * as vscode from 'vscode';
import { mapInTurns } from '../../core/base/turns.ts';
import type { CodeFlowStep, Finding } from '../../core/model/finding.ts';
import type { ReadySnapshot } from '../../core/model/snapshot.ts';
import { filePath, type PathMappings } from '../../core/placement/filePath.ts';
import type { Placement } from '../../core/placement/placement.ts';
import { scanCommit } from '../../core/placement/scanCommit.ts';
import type { FindingPlace, Scan } from './findingPlace.ts';
import { placeEntries, type EntriesPorts, type Entry, type PlacedEntry } from './placeEntries.ts';
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
  const entries: Entry[] = [];
  const wanted = await mapInTurns(
    snapshot.findings,
    (finding) => {
      const own = entryOf(finding, finding.key, finding.location, ports.mappings);
      if (own) entries.push(own);
      const flows = flowsOf(finding, ports);
      for (const flow of flows) entries.push(...flow);
      return { finding, own, flows };
    },
    turns,
  );
  const placed = await placeEntries(root, sha, entries, ports, signal);
  const commitsAgo = isDated(placed.values())
    ? await ports.git.commitsSince(vscode.Uri.parse(root), sha, signal)
    : undefined;
  await turns.pause();
  const placementOf = ({ id }: Entry): Placement => placed.get(id)?.placement ?? nowhere;
  const scanOf = scans(sha, commitsAgo);
  return mapInTurns(
    wanted,
    ({ finding, own, flows }): FindingPlace => {
      const here = own && placed.get(own.id);
      return {
        root,
        finding,
        placement: here?.placement ?? nowhere,
        ...(here?.uri && { uri: here.uri }),
        flows: ports.flowsOf(finding),
        steps: flows.length === 0 ? noSteps : flows.map((flow) => flow.map(placementOf)),
        scan: scanOf(scanCommit(finding), here?.scanPath),
      };
    },
    turns,
  );
}

const nowhere: Placement = { kind: 'none' };
const noSteps: FindingPlace['steps'] = [];

/** Something has changed since the scan. */
function isDated(placed: Iterable<PlacedEntry>): boolean {
  for (const { placement } of placed)
    if (placement.kind === 'changed' || placement.kind === 'gone') return true;
  return false;
}

/** One for all findings of a file. */
function scans(sha: string, commitsAgo: number | undefined) {
  const known = new Map<string, Scan>();
  return (commit: string, path: string | undefined): Scan => {
    const name = `${commit} ${path ?? ''}`;
    const scan = known.get(name) ?? {
      commit,
      ...(path !== undefined && { path }),
      ...(commit === sha && commitsAgo !== undefined && { commitsAgo }),
    };
    known.set(name, scan);
    return scan;
  };
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
        return entryOf(finding, id, { kind: 'code', ...linesOf(step) }, mappings) ?? unplaced(id, finding);
      }),
    );
}

function linesOf({ file, startLine, endLine }: CodeFlowStep) {
  return { file, ...(startLine !== undefined && { startLine }), ...(endLine !== undefined && { endLine }) };
}

function unplaced(id: string, finding: Finding): Entry {
  return { id, commit: scanCommit(finding), location: { kind: 'none' } };
}
