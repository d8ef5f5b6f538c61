import assert from 'node:assert/strict';
import type { Ui } from '../../vscode/ui/ui.ts';
import { menuOf, shows, type View } from './view.ts';

/** How a state looks to its user. */
export interface Face {
  /** In the status bar. */
  readonly status: string | RegExp;
  /** The title of the status bar's menu. */
  readonly sentence: string | RegExp;
  /** The first entries of the menu. */
  readonly steps: readonly string[];
  /** What the view says: in place of rows, or above them. */
  readonly welcome?: string;
  readonly message?: string | RegExp;
  readonly row?: string;
  /** The status bar item wants something of the user. */
  readonly urgent?: boolean;
}

/** Holds view, status bar and menu against what a state is to look like; the picture is of all three. */
export async function wears(ui: Ui, view: View, face: Face): Promise<void> {
  await shows(view.status, face.status);
  if (face.welcome !== undefined) await shows(view.welcome, face.welcome);
  if (face.message !== undefined) await shows(view.message, face.message);
  if (face.row !== undefined) await view.row(face.row).waitFor();
  assert.equal(((await view.status.getAttribute('class')) ?? '').includes('warning'), face.urgent ?? false);
  const { title, entries } = await menuOf(ui, view);
  if (typeof face.sentence === 'string') assert.equal(title, face.sentence);
  else assert.match(title, face.sentence);
  assert.deepEqual(entries.slice(0, face.steps.length), face.steps);
  assert.equal(new Set(entries).size, entries.length, `twice there: ${entries.join(', ')}`);
}
