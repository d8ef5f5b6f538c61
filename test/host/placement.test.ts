// Findings stay on their code while it moves: one window with three repositories.
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Controls } from './placement.setup.ts';
import { outside } from './support/outside.ts';
import { until } from './support/until.ts';
import './placement/paths.ts';
import './placement/editing.ts';
import './placement/named.ts';
import './placement/files.ts';
import './placement/history.ts';
import './placement/elsewhere.ts';
import './placement/flows.ts';
import './placement/notebooks.ts';
import './placement/storedBlobs.ts';
import './placement/processes.ts';

const outer = outside<Controls>();

/** VS Code may read a workspace file before it can, and then looks again only when the file changes. */
before(async () => {
  const hasFolders = () => assert.equal(vscode.workspace.workspaceFolders?.length, 3);
  await until(hasFolders, 1000).catch(() => outer.writeWorkspace());
  await until(hasFolders);
});
