import * as vscode from 'vscode';
import { GitLabFailure } from '../core/model/failure.ts';
import { filePath } from '../core/placement/filePath.ts';
import type { SignedIn } from '../core/sync/ports.ts';
import type { SnapshotStore } from '../core/sync/snapshotStore.ts';
import { reasonOf } from '../core/view/explainProblem.ts';
import { whyNoLine } from '../core/view/describeFinding.ts';
import { columnForCode } from './columnForCode.ts';
import { command } from './commands/names.ts';
import { openUrl } from './commands/openUrl.ts';
import { DetailsPanel } from './details/detailsPanel.ts';
import { placementNote } from './placements/placementNote.ts';
import type { Placements } from './placements/placements.ts';

export interface CreateDetailsPanelPorts {
  readonly context: Pick<vscode.ExtensionContext, 'extensionUri'>;
  readonly store: SnapshotStore;
  readonly placements: Placements;
  readonly connections: SignedIn;
}

/** Gives the details page what it needs from the rest. */
export function createDetailsPanel({
  context,
  store,
  placements,
  connections,
}: CreateDetailsPanelPorts): DetailsPanel {
  const run = (name: Parameters<typeof command>[0]) => (root: string, key: string) =>
    void vscode.commands.executeCommand(command(name), key, root);
  return new DetailsPanel({
    extensionUri: context.extensionUri,
    find: (root, key) => placements.find(root, key),
    hasFindings: (root) => store.cells.get(root)?.ready !== undefined,
    onDidChange: placements.onDidChange,
    loadDetails: async (snapshot, finding, signal) => {
      if (finding.uuid === undefined) return undefined;
      const gitlab = await connections.connect(snapshot.instance);
      return gitlab.details(finding.pipeline, finding.uuid, signal);
    },
    scannedAt: (snapshot, finding) => {
      const placed = placements.find(snapshot.repository.root, finding.key);
      return placed && placementNote(placed);
    },
    noPlace: (snapshot, finding) => {
      const placed = placements.find(snapshot.repository.root, finding.key);
      if (placed?.uri) return undefined;
      return placed?.placement.kind === 'gone'
        ? `${placed.placement.path} is not in this folder.`
        : whyNoLine(finding);
    },
    openPlace: (snapshot, file, line) =>
      void openPlace(snapshot.repository.root, snapshot.project.path, file, line),
    openLink: (url) => {
      const instances = [...store.cells.values()].flatMap(({ ready }) => ready?.instance ?? []);
      void openUrl(
        url,
        instances.find((instance) => url.startsWith(`${instance.url}/`)),
      );
    },
    goToFinding: run('goToFinding'),
    openInGitLab: run('openInGitLab'),
    copyFinding: run('copyFinding'),
    explain: (error) =>
      `The details could not be loaded: ${error instanceof GitLabFailure ? reasonOf(error.code) : String(error)}.`,
    now: Date.now,
  });
}

async function openPlace(
  root: string,
  projectPath: string,
  file: string,
  line: number | undefined,
): Promise<void> {
  const path = filePath(file, projectPath);
  if (path === undefined) return;
  const position = new vscode.Position(Math.max((line ?? 1) - 1, 0), 0);
  try {
    await vscode.window.showTextDocument(vscode.Uri.joinPath(vscode.Uri.parse(root), path), {
      selection: new vscode.Range(position, position),
      viewColumn: columnForCode(),
    });
  } catch {
    void vscode.window.showInformationMessage(`${path} is not in this folder.`);
  }
}
