import * as vscode from 'vscode';
import type { CodeFlowStep } from '../../core/model/finding.ts';
import type { SignedIn } from '../../core/sync/ports.ts';
import { describeStep, titleOf } from '../../core/view/describeFinding.ts';
import type { PlacedFinding } from '../placements/findingPlace.ts';
import { goToPlace } from './goToPlace.ts';
import { targetsOf, type TargetPorts } from './targets.ts';
import { notify } from '../notify.ts';
import { literal } from '../../core/view/literal.ts';

export interface FlowWalkPorts extends TargetPorts {
  readonly connections: SignedIn;
}

interface Stop {
  readonly root: string;
  readonly key: string;
  readonly index: number;
  /** Where the walk left the cursor; elsewhere it begins anew. */
  readonly cursor: string;
}

/** Walks the code flows of a finding step by step, each where it is now, round and round. */
export class FlowWalk {
  readonly #ports: FlowWalkPorts;
  #last: Stop | undefined;

  constructor(ports: FlowWalkPorts) {
    this.#ports = ports;
  }

  async walk(direction: 1 | -1, args: readonly unknown[]): Promise<void> {
    const { placements } = this.#ports;
    const last = this.#last?.cursor === cursor() && args.length === 0 ? this.#last : undefined;
    const placed = last
      ? placements.find(last.root, last.key)
      : (await targetsOf(args, this.#ports, 'Walk Code Flow'))[0];
    if (!placed) return;
    const flows = await this.#flowsOf(placed);
    const steps = flows.flat();
    if (steps.length === 0) {
      void notify.information(`“${titleOf(placed.finding, 60)}” has no code flow; look at its details.`);
      return;
    }
    const from = last ? last.index : direction === 1 ? -1 : steps.length;
    const index = (from + direction + steps.length) % steps.length;
    const step = steps[index];
    const found = step && (await placements.of(placed.root)?.locate(placed.finding, step));
    if (!step || !found) return;
    await goToPlace(found);
    const { key } = placed.finding;
    this.#last = { root: placed.root, key, index, cursor: cursor() };
    const told = `Step ${describeStep(step, index).replace('. ', ` of ${steps.length} · `)}`;
    vscode.window.setStatusBarMessage(literal(told), 5000);
  }

  /** GitLab tells the flows of a finding only when that one is asked for. */
  async #flowsOf({ root, finding, snapshot }: PlacedFinding): Promise<readonly (readonly CodeFlowStep[])[]> {
    const { placements, connections } = this.#ports;
    const known = placements.of(root)?.flowsOf(finding) ?? [];
    if (known.length > 0 || finding.details || finding.uuid === undefined) return known;
    const { uuid, pipeline, key } = finding;
    const load = async (_: unknown, token: vscode.CancellationToken) => {
      const run = new AbortController();
      token.onCancellationRequested(() => run.abort());
      const gitlab = await connections.connect(snapshot.instance);
      return gitlab.details(pipeline, uuid, run.signal);
    };
    const options = { location: vscode.ProgressLocation.Window, title: 'Loading the code flow' };
    const flows = (await vscode.window.withProgress(options, load))?.codeFlows ?? [];
    placements.of(root)?.followFlows(key, flows);
    return flows;
  }
}

function cursor(): string {
  const editor = vscode.window.activeTextEditor;
  return editor ? `${editor.document.uri.toString()} ${editor.selection.active.line}` : '';
}
