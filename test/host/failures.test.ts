// What fails is told, and hides nothing that is known; the next refresh heals.
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Fault } from '../gitlab/http/fault.ts';
import { allProblems, lenses } from './support/editor.ts';
import { activated, ready, run, snapshot } from './support/extension.ts';
import { outside } from './support/outside.ts';
import { until } from './support/until.ts';
import type { Controls } from './failures.setup.ts';

const gitlab = outside<Controls>();
const refresh = async () => (await activated()).refresh();
const both = ['Rule new', 'Rule old'];
const known = ['src/new.py Rule new is broken.', 'src/old.py Rule old is broken.'];

async function stillShown(): Promise<void> {
  const { kind, findings, mergeRequest } = await snapshot();
  assert.equal(kind, 'failed');
  assert.deepEqual(findings.map(({ title }) => title).sort(), both);
  assert.equal(mergeRequest?.iid, '1');
  assert.deepEqual(allProblems(), known);
  assert.equal((await lenses('src/new.py')).length, 4);
}

async function healed(): Promise<void> {
  await refresh();
  await ready(both);
  await until(() => assert.deepEqual(allProblems(), known));
}

before(async () => {
  await ready(both);
  await until(() => assert.deepEqual(allProblems(), known));
});

describe('GitLab', () => {
  const faults: Readonly<Record<string, Fault>> = {
    'answers 401': { kind: 'status', status: 401, body: { message: '401 Unauthorized' } },
    'answers 403': { kind: 'status', status: 403, body: { message: '403 Forbidden' } },
    'answers 404': { kind: 'status', status: 404, body: { message: '404 Not Found' } },
    'has had too many requests': {
      kind: 'status',
      status: 429,
      body: 'Retry later',
      headers: { 'retry-after': '60' },
    },
    'has an error of its own': { kind: 'status', status: 500, body: '<html>500</html>' },
    'answers with a page': { kind: 'html' },
    'is cut off before it answers': { kind: 'cut', when: 'before' },
    'answers half': { kind: 'truncated' },
    'leads to another address': {
      kind: 'status',
      status: 302,
      headers: { location: 'https://elsewhere.invalid/' },
    },
  };
  for (const [name, fault] of Object.entries(faults)) {
    it(`${name}: the last findings stay, until it answers again`, async () => {
      await gitlab.fail('*', fault, 99);
      await refresh();
      await stillShown();
      await gitlab.recover();
      await healed();
    });
  }

  it('stumbles once: nobody notices', async () => {
    for (const fault of [{ kind: 'status', status: 502 }, { kind: 'cut' }] as const) {
      await gitlab.fail('*', fault);
      await refresh();
      assert.equal((await snapshot()).kind, 'ready');
    }
  });
});

describe('A token', () => {
  const use = async (token: string) => {
    process.env['GITLAB_TOKEN'] = token;
    await refresh();
  };

  it('is revoked: the last findings stay, until there is another one', async () => {
    await gitlab.revokeToken();
    await refresh();
    await stillShown();
    await gitlab.resetRequests();
    await refresh();
    const tries = (await gitlab.requests()).filter((request) => request.startsWith('Overview'));
    assert.equal(tries.length, 1, 'a refused token is not tried again and again');
    await use(await gitlab.newToken('good'));
    await ready(both);
  });

  for (const kind of ['expired', 'without scope'] as const) {
    // The environment does not say whose it is: what the one before was given may be another user's.
    it(`takes its place and is ${kind}: nothing of before is shown, until there is another one`, async () => {
      await use(await gitlab.newToken(kind));
      const { kind: state, findings } = await snapshot();
      assert.deepEqual([state, findings], ['failed', []]);
      await until(() => assert.deepEqual(allProblems(), []));
      await use(await gitlab.newToken('good'));
      await ready(both);
      await until(() => assert.deepEqual(allProblems(), known));
    });
  }
});

describe('One report', () => {
  /** The only problem in words, as the editor that opens on it has them. */
  const tells = async (titles: readonly string[], expected: RegExp) => {
    const { problems } = await ready(titles);
    const [problem, ...others] = problems;
    assert.deepEqual(others, []);
    await run('showProblem', problem);
    await until(() =>
      assert.match(vscode.window.activeTextEditor?.document.getText().trimEnd() ?? '', expected),
    );
  };

  const faults: readonly (readonly [Fault, string])[] = [
    [{ kind: 'status', status: 403 }, 'you need at least the Developer role'],
    [{ kind: 'cut', when: 'middle' }, 'the server cannot be reached'],
  ];
  for (const [fault, reason] of faults) {
    it(`cannot be downloaded (${JSON.stringify(fault)}): the others are shown, and it comes with the next refresh`, async () => {
      const job = await gitlab.addPipeline(await gitlab.secretReport());
      await gitlab.fail(`GET ${job}`, fault, 99);
      await refresh();
      await tells(both, new RegExp(`^The report could not be downloaded: ${reason}\\.$`, 'm'));
      await gitlab.recover();
      await refresh();
      const { problems } = await ready([...both, 'Rule secret']);
      assert.deepEqual(problems, []);
    });
  }

  it('has a flaw: the rest of it is shown, and the flaw with line and column', async () => {
    const report = JSON.stringify(await gitlab.secretReport(), undefined, 2);
    const line = report.split('\n').findIndex((text) => text.includes('"severity"'));
    await gitlab.addPipeline(report.replace('"High"', '"Enormous"'));
    await refresh();
    await tells([...both, 'Rule secret'], new RegExp(`severity.* \\(line ${line + 1}, column \\d+\\)`));
  });

  const unreadable: readonly (readonly [string, RegExp])[] = [
    ['{"version": "15.2.4",\n  "vulnerabilities": [ }', /line 2, column 24/],
    ['<html></html>', /HTML/],
    ['', /empty/],
  ];
  for (const [text, sentence] of unreadable) {
    it(`is no report (${JSON.stringify(text)}): the others are shown`, async () => {
      await gitlab.addPipeline(text);
      await refresh();
      await tells(both, sentence);
      await until(() => assert.deepEqual(allProblems(), known));
    });
  }
});
