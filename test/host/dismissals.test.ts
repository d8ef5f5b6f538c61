// Dismissing and restoring: what the surfaces offer and show, and what GitLab holds afterwards.
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { cursorOn, hovers, lensCommands, lenses, lightBulb, problems } from './support/editor.ts';
import { finding, keyOf, ready, run } from './support/extension.ts';
import { outside } from './support/outside.ts';
import { until } from './support/until.ts';
import type { Controls } from './dismissals.setup.ts';

const gitlab = outside<Controls>();
const rules = ['one', 'two', 'three', 'four', 'five', 'six'];
const path = 'src/new.py';

const accept = () => vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
const down = () => vscode.commands.executeCommand('workbench.action.quickOpenSelectNext');
const leave = () => vscode.commands.executeCommand('workbench.action.closeQuickOpen');
const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Chooses the reason that stands at a place in the list, and leaves the comment as it is. */
async function reason(place: number): Promise<void> {
  await pause(400);
  for (let row = 0; row < place; row++) await down();
  await accept();
  await pause(300);
  await accept();
}

const decided = (title: string, words: string | undefined) =>
  until(async () => assert.equal((await gitlab.decisions())[`Rule ${title}`], words));

const stateOf = (title: string, state: string) =>
  until(async () => assert.equal((await finding(`Rule ${title}`)).state, state));

before(async () => {
  await ready(['Rule old', ...rules.map((rule) => `Rule ${rule}`)]);
  await until(() => assert.equal(problems(path).length, 6));
});

beforeEach(async () => {
  await vscode.commands.executeCommand('notifications.clearAll');
  await gitlab.resetRequests();
});

afterEach(() => leave());

describe('A finding that may be dismissed', () => {
  it('says so in lens, light bulb and hover', async () => {
    const titles = (await lenses(path)).filter((lens) => lens.startsWith('0: '));
    assert.deepEqual(titles.slice(1), ['0: Dismiss…', '0: Create issue…', '0: Details']);
    const offered = (await lightBulb(path, 0)).map(({ title }) => title);
    assert.ok(offered.includes('Dismiss finding "Rule one"…'), offered.join());
    assert.ok(offered.includes('Create issue for "Rule one"…'), offered.join());
    const [hover] = await hovers(path, 0, 1);
    assert.match(hover?.value ?? '', /\[Dismiss…\]\(command:gitlabSecurity\.dismissFinding/);
  });

  it('is dismissed with a reason, and leaves Problems and lenses', async () => {
    const running = run('dismissFinding', await keyOf('Rule one'));
    await reason(1);
    await decided('one', 'dismissed false_positive');
    await stateOf('one', 'dismissed');
    await until(() => assert.equal(problems(path).length, 5));
    await until(async () => assert.ok(!(await lenses(path)).some((lens) => lens.startsWith('0: '))));
    assert.equal((await gitlab.writes())['DismissFinding'], 1);
    await vscode.commands.executeCommand('notifications.clearAll');
    await running;
  });

  it('is dismissed from the lens of its line', async () => {
    const [lens] = (await lensCommands(path)).filter(
      ([line, { title }]) => line === 1 && title === 'Dismiss…',
    );
    assert.ok(lens);
    void vscode.commands.executeCommand(lens[1].command, ...((lens[1].arguments ?? []) as unknown[]));
    await reason(0);
    await decided('two', 'dismissed acceptable_risk');
    await stateOf('two', 'dismissed');
  });

  it('is dismissed at the cursor', async () => {
    await cursorOn(path, 2);
    void run('dismissFinding');
    await reason(3);
    await decided('three', 'dismissed used_in_tests');
  });

  it('is left as it is when the user goes away', async () => {
    void run('dismissFinding', await keyOf('Rule four'));
    await pause(400);
    await accept();
    await pause(300);
    await leave();
    await pause(300);
    assert.deepEqual(await gitlab.writes(), {});
    await stateOf('four', 'detected');
  });

  it('is dismissed together with others, one refresh for all', async () => {
    const keys = [await keyOf('Rule four'), await keyOf('Rule five'), await keyOf('Rule six')];
    void run('dismissFinding', keys);
    await reason(4);
    for (const rule of ['four', 'five', 'six']) await decided(rule, 'dismissed not_applicable');
    await until(() => assert.deepEqual(problems(path), []));
    assert.equal((await gitlab.writes())['DismissFinding'], 3);
  });
});

describe('A dismissed finding', () => {
  it('gets another reason, and keeps the rest', async () => {
    void run('editDismissal', await keyOf('Rule one'));
    // The reason it has is the one that is chosen at first; GitLab is asked for it.
    await pause(900);
    await down();
    await accept();
    await pause(300);
    await accept();
    await decided('one', 'dismissed mitigating_control');
  });

  it('is restored, and is back on its line', async () => {
    void run('restoreFinding', await keyOf('Rule one'));
    await pause(400);
    await accept();
    await decided('one', 'detected');
    await stateOf('one', 'detected');
    await until(() => assert.equal(problems(path).length, 1));
  });

  it('that is restored together with others comes back with them', async () => {
    void run('restoreFinding', [await keyOf('Rule two'), await keyOf('Rule three')]);
    await pause(400);
    await accept();
    for (const rule of ['two', 'three']) await decided(rule, 'detected');
    await until(() => assert.equal(problems(path).length, 3));
  });
});

describe('Undo in the notification', () => {
  it('takes the dismissal back', async () => {
    void run('dismissFinding', await keyOf('Rule one'));
    await reason(1);
    await decided('one', 'dismissed false_positive');
    await until(async () => {
      await vscode.commands.executeCommand('notifications.focusToasts');
      await vscode.commands.executeCommand('notification.acceptPrimaryAction');
      await pause(200);
      assert.equal((await gitlab.decisions())['Rule one'], 'detected');
    });
    await stateOf('one', 'detected');
  });
});

/** Presses the first button of a notification, as soon as there is one. */
async function pressFirst(): Promise<void> {
  for (let tries = 0; tries < 8; tries += 1) {
    await pause(300);
    await vscode.commands.executeCommand('notifications.focusToasts');
    await vscode.commands.executeCommand('notification.acceptPrimaryAction');
  }
}

async function restore(title: string): Promise<void> {
  void run('restoreFinding', await keyOf(`Rule ${title}`));
  await pause(400);
  await accept();
  await decided(title, 'detected');
  await stateOf(title, 'detected');
  await vscode.commands.executeCommand('notifications.clearAll');
  await gitlab.resetRequests();
}

describe('Undo of what somebody else did', () => {
  it('is not offered, where it is what was to be done', async () => {
    await restore('five');
    const key = await keyOf('Rule five');
    void run('dismissFinding', key);
    await pause(400);
    for (let row = 0; row < 3; row++) await down();
    await accept();
    await pause(300);
    await gitlab.dismissElsewhere('Rule five', '');
    await accept();
    await stateOf('five', 'dismissed');
    await pressFirst();
    await decided('five', 'dismissed used_in_tests');
    assert.deepEqual(await gitlab.writes(), {});
  });
});

describe('While GitLab is asked', () => {
  it('the lens says so, and nothing else is offered', async () => {
    await gitlab.answerAfter(1500);
    void run('dismissFinding', await keyOf('Rule two'));
    await reason(1);
    await until(async () => {
      const here = (await lenses(path)).filter((lens) => lens.startsWith('1: '));
      assert.match(here[0] ?? '', /Rule two · .*Dismissing…$/);
      assert.deepEqual(here.slice(1), ['1: Details']);
    });
    await gitlab.answerAfter(20);
    await decided('two', 'dismissed false_positive');
    await until(async () => assert.ok(!(await lenses(path)).some((lens) => lens.startsWith('1: '))));
  });
});

describe('A refusal', () => {
  it('puts everything back', async () => {
    await gitlab.fail('DismissFinding', { kind: 'status', status: 500 });
    void run('dismissFinding', await keyOf('Rule three'));
    await reason(1);
    await until(async () => assert.equal((await gitlab.writes())['DismissFinding'], 1));
    await pause(500);
    await stateOf('three', 'detected');
    assert.ok(!(await lenses(path)).join().includes('Dismissing'));
    assert.equal((await gitlab.decisions())['Rule three'], 'detected');
  });

  it('of what somebody else has done shows what they did', async () => {
    const key = await keyOf('Rule three');
    void run('dismissFinding', key);
    await pause(400);
    await accept();
    await pause(300);
    await gitlab.dismissElsewhere('Rule three');
    await accept();
    await stateOf('three', 'dismissed');
    await decided('three', 'dismissed used_in_tests Elsewhere');
    assert.deepEqual(await gitlab.writes(), {});
  });
});

describe('Try Again', () => {
  it('leaves alone what somebody else has decided meanwhile', async () => {
    void run('restoreFinding', await keyOf('Rule three'));
    await pause(400);
    await gitlab.confirmElsewhere('Rule three');
    await accept();
    await stateOf('three', 'confirmed');
    await pressFirst();
    await decided('three', 'confirmed');
    assert.deepEqual(await gitlab.writes(), {});
  });
});

describe('Undo of the dismissal of what was confirmed', () => {
  it('is not offered, since GitLab would restore it as detected', async () => {
    await gitlab.confirmElsewhere('Rule three');
    await run('refresh');
    await stateOf('three', 'confirmed');
    void run('dismissFinding', await keyOf('Rule three'));
    await reason(1);
    await stateOf('three', 'dismissed');
    await pressFirst();
    assert.match((await gitlab.decisions())['Rule three'] ?? '', /^dismissed /);
  });
});

describe('A developer', () => {
  it('is offered to request a dismissal instead, and asked for no comment in vain', async () => {
    await gitlab.setRole('developer');
    await run('refresh');
    await until(async () => {
      const here = (await lenses(path)).filter((lens) => lens.startsWith('0: '));
      assert.deepEqual(here.slice(1), ['0: Request dismissal…', '0: Create issue…', '0: Details']);
    });
    assert.ok((await lightBulb(path, 0)).some(({ title }) => title === 'Request dismissal of "Rule one"…'));
  });
});

describe('A finding that is hidden here', () => {
  it('leaves the lines and comes back, and GitLab hears nothing of it', async () => {
    const before = problems(path).length;
    void run('hideFinding', await keyOf('Rule one'));
    await reason(3);
    await until(() => assert.equal(problems(path).length, before - 1));
    assert.ok(!(await lenses(path)).some((lens) => lens.startsWith('0: ')));
    await run('refresh');
    assert.equal(problems(path).length, before - 1);
    await run('restoreFinding', await keyOf('Rule one'));
    await until(() => assert.equal(problems(path).length, before));
    assert.deepEqual(await gitlab.writes(), {});
    await stateOf('one', 'detected');
  });
});
