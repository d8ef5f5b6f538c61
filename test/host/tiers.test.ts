// The same merge request on GitLabs of every tier and version gives the same findings in the editor.
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { allProblems } from './support/editor.ts';
import { activated, ready, run, snapshot } from './support/extension.ts';
import { outside } from './support/outside.ts';
import { until } from './support/until.ts';
import type { Controls, Kind } from './tiers.setup.ts';

const gitlab = outside<Controls>();

/** Signs in as the environment of the next window would; the extension reads it whenever it asks. */
async function signInTo(kind: Kind): Promise<void> {
  const { token, host } = await gitlab.account(kind);
  Object.assign(process.env, { GITLAB_TOKEN: token, GITLAB_HOST: host });
  await (await activated()).refresh();
}

/** What a reader sees of the findings, and where. */
async function seen(titles = ['Rule new', 'Rule old']) {
  const { findings } = await ready(titles);
  return findings.map(({ title, severity, change, file, range, placement, identifiers, scanner }) => ({
    title: `${severity} ${title} ${change}`,
    place: `${placement} ${file ?? ''} ${range?.start.line ?? ''}-${range?.end.line ?? ''}`,
    identifiers: identifiers.map(({ name, url }) => `${name} ${url ?? ''}`),
    scanner: scanner.name,
  }));
}

const expected = [
  {
    title: 'high Rule new new',
    place: 'exact src/new.py 1-1',
    identifiers: ['new https://rules.example/new'],
    scanner: 'Acme',
  },
  {
    title: 'high Rule old existing',
    place: 'exact src/old.py 0-0',
    identifiers: ['old https://rules.example/old'],
    scanner: 'Acme',
  },
];

describe('Signed in nowhere', () => {
  it('nothing is asked of anybody', async () => {
    await until(async () => assert.equal((await snapshot()).kind, 'signedOut'));
    await (await activated()).refresh();
    assert.equal(await gitlab.requestsToOthers('ultimate'), 0);
    assert.deepEqual(await gitlab.requests('ultimate'), []);
  });
});

const kinds: readonly (readonly [Kind, roundTrips: number])[] = [
  ['ultimate', 1],
  ['ultimate-16', 1],
  ['free-19.4', 2],
  ['free-19.4-store', 2],
  ['ce-18.8-file', 2],
  // The report lies elsewhere in the archive than under its usual name.
  ['ce-16-archive', 2],
];

for (const [kind, roundTrips] of kinds) {
  describe(kind, () => {
    it(`shows the findings after ${roundTrips} round trips, and asks no other GitLab`, async () => {
      await signInTo(kind);
      await until(async () => assert.deepEqual(await seen(), expected));
      assert.deepEqual((await snapshot()).problems, []);
      assert.equal(await gitlab.roundTrips(kind), roundTrips);
      assert.equal(await gitlab.requestsToOthers(kind), 0);
      await until(() =>
        assert.deepEqual(allProblems(), ['src/new.py Rule new is broken.', 'src/old.py Rule old is broken.']),
      );
    });

    it('costs one request when nothing has changed', async () => {
      await gitlab.resetRequests(kind);
      await (await activated()).refresh();
      assert.equal((await gitlab.requests(kind)).length, 1);
      assert.deepEqual(await seen(), expected);
    });
  });
}

describe('free-19.4-store', () => {
  it('gives its object store no token', async () => {
    // Another GitLab in between, so that nothing is remembered.
    await signInTo('ultimate');
    await signInTo('free-19.4-store');
    assert.deepEqual(await gitlab.store('free-19.4-store'), { asked: 2, token: false });
  });
});

describe('free-18.8 without archives', () => {
  it('says which two lines would open a way to the report', async () => {
    await signInTo('free-18.8');
    const { problems } = await ready([]);
    assert.deepEqual(
      problems.map(({ kind }) => kind),
      ['notDownloadable', 'comparison'],
    );
    await run('showProblem', problems[0]);
    assert.equal(
      vscode.window.activeTextEditor?.document.getText(),
      [
        '# GitLab 18.8.2-ee offers no way to read the SAST report with a token;',
        '# two lines in .gitlab-ci.yml open one.',
        '',
        '# Add these two lines to the job in .gitlab-ci.yml:',
        'semgrep-sast:',
        '  artifacts:',
        '    paths: [gl-sast-report.json]',
        '',
      ].join('\n'),
    );
  });
});

describe('both sources', () => {
  it('make one list where GitLab did not take a report in', async () => {
    await signInTo('both');
    await until(async () => {
      const [lodash, ...others] = await seen(['lodash', 'Rule new', 'Rule old']);
      assert.deepEqual(others, expected);
      assert.equal(lodash?.place, 'none package-lock.json -');
    });
    assert.ok((await gitlab.roundTrips('both')) <= 2);
  });
});
