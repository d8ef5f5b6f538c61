import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import * as vscode from 'vscode';
import type { Controls } from '../placement.setup.ts';
import { activated } from '../support/extension.ts';
import { repository } from '../support/git.ts';
import { outside } from '../support/outside.ts';
import { placeOf } from '../support/places.ts';
import { until } from '../support/until.ts';

const outer = outside<Controls>();

/** Git writes down what it is started with (GIT_TRACE2_EVENT); the Git extension starts it without our arguments. */
describe('Processes of git', () => {
  const traces = mkdtempSync(join(tmpdir(), 'trace-'));
  const trace = join(traces, 'events');
  let folder = '';
  before(async () => {
    folder = await outer.folder('moving');
    process.env['GIT_TRACE2_EVENT'] = trace;
  });
  after(async () => {
    delete process.env['GIT_TRACE2_EVENT'];
    rmSync(traces, { recursive: true, force: true });
    await outer.git('reset', '--quiet', '--hard', 'origin/feature');
    await (await repository('moving')).status();
  });

  /** What git was asked of us, all that followed included: until nothing came for a while. */
  const asked = async (act: () => Promise<unknown>): Promise<readonly string[]> => {
    writeFileSync(trace, '');
    await act();
    for (let seen = -1; seen !== statSync(trace).size;) {
      seen = statSync(trace).size;
      await sleep(2000);
    }
    return readFileSync(trace, 'utf8')
      .split('\n')
      .filter((line) => line.includes('"event":"start"') && line.includes('core.fsmonitor=false'))
      .map((line) => (JSON.parse(line) as { readonly argv: readonly string[] }).argv.slice(4).join(' '));
  };

  it('are two at most for each repository where nothing has changed', async () => {
    const refresh = async () => (await activated()).refresh();
    // The first of them may meet what the window's start has left to do.
    await asked(refresh);
    const commands = await asked(refresh);
    assert.ok(commands.length > 0 && commands.length <= 2 * 3, commands.join('\n'));
  });

  it('are two at most each time a saved file is looked at', async () => {
    const uri = vscode.Uri.file(`${folder}/src/orders.py`);
    const editor = await vscode.window.showTextDocument(uri);
    const save = async (text: string, place: string) => {
      await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), text));
      await editor.document.save();
      await until(async () => assert.equal(await placeOf('SQL injection'), place));
    };
    await asked(() => save('# One.\n', 'moved src/orders.py:9'));
    const commands = await asked(() => save('# Two.\n', 'moved src/orders.py:10'));
    const looks = commands.filter((command) => command.startsWith('diff ')).length;
    assert.ok(looks > 0 && commands.length <= 2 * looks, commands.join('\n'));
  });
});
