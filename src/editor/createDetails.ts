import * as vscode from 'vscode';
import { DisposableStore, type Disposable } from '../core/base/disposable.ts';
import type { Finding } from '../core/model/finding.ts';
import { isGitLabFailure } from '../core/model/failure.ts';
import type { SignedIn } from '../core/sync/ports.ts';
import type { SnapshotStore } from '../core/sync/snapshotStore.ts';
import { reasonOf } from '../core/view/explainProblem.ts';
import { whyNoLine } from '../core/view/describeFinding.ts';
import type { ButtonId } from '../core/view/details/model.ts';
import { command, type CommandName } from './commands/names.ts';
import { openUrl } from './commands/openUrl.ts';
import { goToPlace } from './commands/goToPlace.ts';
import type { DetailsPanel } from './details/detailsPanel.ts';
import { detailsViewType, type DetailsPorts, type FoundPlace } from './details/detailsPorts.ts';
import type { PlacedFinding } from './placements/findingPlace.ts';
import { placementSentence } from './placements/placementNote.ts';
import type { Placements } from './placements/placements.ts';

export interface CreateDetailsPorts {
  readonly context: Pick<vscode.ExtensionContext, 'extensionUri'>;
  readonly store: SnapshotStore;
  readonly placements: Placements;
  readonly connections: SignedIn;
}

/** The details page, which is loaded when somebody first looks at one. */
export interface Details extends Disposable {
  show(root: string, key: string): Promise<void>;
}

export function createDetails(ports: CreateDetailsPorts): Details {
  const own = new DisposableStore();
  let panel: Promise<DetailsPanel> | undefined;
  const load = () =>
    (panel ??= import('./details/detailsPanel.ts').then(({ DetailsPanel }) =>
      own.add(new DetailsPanel(portsOf(ports))),
    ));
  own.add(
    vscode.window.registerWebviewPanelSerializer(detailsViewType, {
      deserializeWebviewPanel: async (page, state: unknown) => (await load()).restore(page, state),
    }),
  );
  return {
    show: async (root, key) => (await load()).show(root, key),
    dispose: () => own.dispose(),
  };
}

/** Gives the details page what it needs from the rest. */
function portsOf({ context, store, placements, connections }: CreateDetailsPorts): DetailsPorts {
  return {
    extensionUri: context.extensionUri,
    find: (root, key) => placements.find(root, key),
    hasFindings: (root) => store.cells.get(root)?.ready !== undefined,
    onDidChange: placements.onDidChange,
    onDidForget: store.onDidForget,
    loadDetails: async (snapshot, finding, signal) => {
      if (finding.uuid === undefined) return undefined;
      const gitlab = await connections.connect(snapshot.instance);
      return gitlab.details(finding.pipeline, finding.uuid, signal);
    },
    placeOf: (snapshot, finding) => placeOf(placements.find(snapshot.repository.root, finding.key), finding),
    followFlows: ({ repository }, { key }, flows) => placements.of(repository.root)?.followFlows(key, flows),
    openPlace: ({ repository }, finding, place) => {
      const found = placements.of(repository.root)?.locate(finding, place);
      void found?.then((entry) => entry && goToPlace(entry));
    },
    openLink: (url) => {
      const instances = [...store.cells.values()].flatMap(({ ready }) => ready?.instance ?? []);
      void openUrl(
        url,
        instances.find((instance) => url.startsWith(`${instance.url}/`)),
      );
    },
    press: (button, root, key) => void vscode.commands.executeCommand(command(commandOf[button]), key, root),
    explain: (error) =>
      `The details could not be loaded: ${isGitLabFailure(error) ? reasonOf(error.code) : String(error)}.`,
    now: Date.now,
  };
}

const commandOf: Readonly<Record<ButtonId, CommandName>> = {
  goToCode: 'goToFinding',
  applyFix: 'applyRemediation',
  createMergeRequest: 'createRemediationMergeRequest',
  dismiss: 'dismissFinding',
  editDismissal: 'editDismissal',
  restore: 'restoreFinding',
  createIssue: 'createIssue',
  openIssue: 'openIssue',
  openInGitLab: 'openInGitLab',
  copy: 'copyFinding',
};

function placeOf(placed: PlacedFinding | undefined, finding: Finding): FoundPlace {
  const note = placed && placementSentence(placed);
  const missing =
    placed?.placement.kind === 'gone'
      ? `${placed.placement.path} is not in this folder.`
      : whyNoLine(finding);
  return {
    ...(placed && { placement: placed.placement, steps: placed.steps }),
    ...(note !== undefined && { note }),
    ...(placed?.uri === undefined && missing !== undefined && { noPlace: missing }),
  };
}
