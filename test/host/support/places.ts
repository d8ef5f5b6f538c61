import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { cursor, lensCommands, lightBulb } from './editor.ts';
import { finding, run } from './extension.ts';
import { until } from './until.ts';

/** Where a finding is, as the API says: `moved src/orders.py:9-11`, lines counted from 1 as people do. */
export async function placeOf(title: string): Promise<string> {
  const { placement, file, range } = await finding(title);
  if (!range) return [placement, file].filter((part) => part !== undefined).join(' ');
  const last = range.end.line > range.start.line ? `-${range.end.line + 1}` : '';
  return `${placement} ${file ?? ''}:${range.start.line + 1}${last}`;
}

/**
 * Waits until a finding is there, and looks whether everything that shows it agrees: problem, lens, light bulb, and where
 * a click in the tree or the details leads.
 *
 * @param folder the repository's
 */
export async function isAt(title: string, place: string, folder: string): Promise<void> {
  await until(async () => assert.equal(await placeOf(title), place));
  const { file = '', range, key } = await finding(title);
  const path = `${folder}/${file}`;
  if (!range) {
    await until(() => assert.equal(problemOf(path, title), undefined, 'no problem'));
    return;
  }
  await vscode.window.showTextDocument(vscode.Uri.file(path), { preview: false });
  // Problems wait for a pause in typing.
  await until(() => {
    const problem = problemOf(path, title);
    assert.equal(problem?.range.start.line, range.start.line, 'the problem');
    const faded = problem.tags?.includes(vscode.DiagnosticTag.Unnecessary) ?? false;
    assert.equal(faded, place.startsWith('changed'), 'faded');
  });
  await until(async () => {
    const lenses = await lensCommands(path);
    const ours = lenses.filter(([, lens]) => [lens.arguments?.[0] as unknown].flat().includes(key));
    assert.deepEqual([...new Set(ours.map(([line]) => line))], [range.start.line], 'the lens');
  });
  // VS Code reads a document anew a moment after its file has changed.
  await until(async () => {
    const bulb = await lightBulb(path, range.start.line);
    assert.ok(
      bulb.some(({ title: action }) => action.includes(title)),
      'the light bulb',
    );
    await run('goToFinding', key);
    // The column needs the text, which is there once the file is open.
    const { range: now } = await finding(title);
    assert.ok(
      cursor().endsWith(`${file} ${range.start.line}:${now?.start.character ?? -1}`),
      `${cursor()} is the place`,
    );
  });
}

/** The problem of a finding, on its first line. */
export function problemOf(path: string, title: string): vscode.Diagnostic | undefined {
  return vscode.languages
    .getDiagnostics(vscode.Uri.file(path))
    .find(({ source, message }) => source?.startsWith('GitLab') && message.startsWith(title));
}
