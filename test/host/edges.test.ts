// What seldom happens to code with findings: links, submodules, overlooked files, faults on the way.
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Controls } from './edges.setup.ts';
import { outside } from './support/outside.ts';
import { until } from './support/until.ts';
import './edges/crowded.ts';
import './edges/overlooked.ts';
import './edges/unknown.ts';
import './edges/shared.ts';
import './edges/closing.ts';
import './edges/meanwhile.ts';
import './edges/steps.ts';

const outer = outside<Controls>();

/** VS Code may read a workspace file before it can, and then looks again only when the file changes. */
before(async () => {
  const hasFolders = () => assert.equal(vscode.workspace.workspaceFolders?.length, 3);
  await until(hasFolders, 1000).catch(() => outer.writeWorkspace());
  await until(hasFolders);
});
