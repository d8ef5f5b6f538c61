import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Controls } from '../placement.setup.ts';
import { cursor } from '../support/editor.ts';
import { keyOf, run } from '../support/extension.ts';
import { repository } from '../support/git.ts';
import { outside } from '../support/outside.ts';
import { isAt, problemOf } from '../support/places.ts';
import { until } from '../support/until.ts';

const outer = outside<Controls>();

describe('Code flows', () => {
  let folder = '';
  before(async () => {
    folder = await outer.folder('moving');
  });

  const related = () =>
    (problemOf(`${folder}/src/orders.py`, 'SQL injection')?.relatedInformation ?? []).map(
      ({ location, message }) =>
        `${vscode.workspace.asRelativePath(location.uri, false)}:${location.range.start.line + 1} ${message}`,
    );

  it('are listed below the problem, every step in its place', async () => {
    await until(() =>
      assert.deepEqual(related(), [
        'src/orders.py:6 1. Source: request.args',
        'src/terms.py:2 2. Propagation: clean',
        'src/orders.py:8 3. Sink: db.execute',
      ]),
    );
  });

  it('are walked step by step, forth and back, round and round', async () => {
    await isAt('SQL injection', 'exact src/orders.py:8', folder);
    const walked: string[] = [];
    await run('nextStep', await keyOf('SQL injection'));
    walked.push(cursor());
    for (const command of ['nextStep', 'nextStep', 'nextStep', 'previousStep']) {
      await run(command);
      walked.push(cursor());
    }
    assert.deepEqual(walked, [
      'src/orders.py 5:4',
      'src/terms.py 1:4',
      'src/orders.py 7:4',
      'src/orders.py 5:4',
      'src/orders.py 7:4',
    ]);
  });

  it('move with the code', async () => {
    await outer.write('src/terms.py', '# Terms.\ndef clean(term):\n    return term.strip()\n');
    await (await repository('moving')).status();
    await until(() => assert.equal(related()[1], 'src/terms.py:3 2. Propagation: clean'));
    await run('nextStep', await keyOf('SQL injection'));
    await run('nextStep');
    assert.equal(cursor(), 'src/terms.py 2:4');
    await outer.git('checkout', '--', 'src/terms.py');
  });
});
