// What is seen on flagged lines: problems, lenses, hovers, light bulbs.
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { allProblems, hovers, lensCommands, lenses, lightBulb, open, problems } from '../support/editor.ts';
import { activated, keyOf } from '../support/extension.ts';
import { outside } from '../support/outside.ts';
import { until } from '../support/until.ts';
import type { Controls } from '../findings.setup.ts';

const gitlab = outside<Controls>();
const shop = ' <https://rules.example/shop>';

describe('Problems', () => {
  it('are those of new and existing findings, of closed files too', async () => {
    await until(() =>
      assert.deepEqual(
        allProblems().filter((problem) => !problem.startsWith('src/hostile.py')),
        [
          'deploy/env.sh AWS access key.',
          'src/levels.py Level Critical.',
          'src/levels.py Level High.',
          'src/levels.py Level Info.',
          'src/levels.py Level Low.',
          'src/levels.py Level Medium.',
          'src/levels.py Level Unknown.',
          'src/old.py Old and existing.',
          'src/orders.py Query without a limit.',
          'src/orders.py SQL injection: User input reaches a query in search_orders.',
          'src/orders.py Unsafe formatting.',
        ],
      ),
    );
  });

  it('say what and where: the statement, the report type, the identifier with its https page', async () => {
    await open('src/orders.py');
    await until(() =>
      assert.deepEqual(problems('src/orders.py'), [
        `error 4:4-4:57 GitLab SAST CWE-89 <https://cwe.mitre.org/data/definitions/89.html> SQL injection: User input reaches a query in search_orders.`,
        `information 4:4-4:57 GitLab SAST Unsafe formatting${shop} Unsafe formatting.`,
        `warning 5:4-7:5 GitLab SAST limit Query without a limit.`,
      ]),
    );
    await open('deploy/env.sh');
    await until(() =>
      assert.deepEqual(problems('deploy/env.sh'), [
        'error 1:2-1:31 GitLab Secret Detection Gitleaks rule ID AWS AWS access key.',
      ]),
    );
  });

  it('are as severe as the finding', async () => {
    await open('src/levels.py');
    await until(() =>
      assert.deepEqual(
        problems('src/levels.py').map((problem) => problem.replace(/ GitLab.*> /, ' ')),
        [
          'error 0:0-0:11 Level Critical.',
          'error 1:0-1:7 Level High.',
          'hint 4:0-4:7 Level Info.',
          'hint 5:0-5:10 Level Unknown.',
          'information 3:0-3:6 Level Low.',
          'warning 2:0-2:9 Level Medium.',
        ],
      ),
    );
  });

  it('follow a dismissal in GitLab and its taking back', async () => {
    const shown = (is: boolean) =>
      until(() => assert.equal(allProblems().includes('src/old.py Old and existing.'), is));
    await gitlab.dismiss('Old and existing');
    await (await activated()).refresh();
    await shown(false);
    await gitlab.detect('Old and existing');
    await (await activated()).refresh();
    await shown(true);
  });

  it('follow the settings', async () => {
    const settings = vscode.workspace.getConfiguration('gitlabSecurity');
    const set = (name: string, value: unknown) =>
      settings.update(name, value, vscode.ConfigurationTarget.Global);
    const shown = (path: string) => problems(path).map((problem) => problem.replace(/ .*> /, ' '));
    await set('minimumSeverity', 'medium');
    await set('states', ['dismissed']);
    await until(() => assert.deepEqual(shown('src/old.py'), ['error Old and dismissed.']));
    assert.deepEqual(shown('src/levels.py'), []);
    await set('states', undefined);
    await set('diagnosticSeverity', { critical: 'hint', high: 'none' });
    await until(() =>
      assert.deepEqual(shown('src/levels.py'), ['hint Level Critical.', 'warning Level Medium.']),
    );
    await set('minimumSeverity', undefined);
    await set('diagnosticSeverity', undefined);
    await until(() => assert.equal(shown('src/levels.py').length, 6));
  });
});

describe('Lenses', () => {
  it('name the finding and what can be done', async () => {
    assert.deepEqual(await lenses('deploy/env.sh'), [
      '1: $(gitlab-security-critical) Critical · AWS access key',
      '1: Request dismissal…',
      '1: Create issue…',
      '1: Details',
    ]);
    const key = await keyOf('AWS access key');
    const [first] = await lensCommands('deploy/env.sh');
    assert.equal(first?.[1].command, 'gitlabSecurity.showFinding');
    assert.equal(first[1].arguments?.[0], key);
  });

  it('count what shares a line', async () => {
    assert.deepEqual(await lenses('src/orders.py'), [
      '4: 2 findings: $(gitlab-security-high) High SQL injection, $(gitlab-security-low) Low Unsafe formatting',
      '5: $(gitlab-security-medium) Medium · Query without a limit',
      '5: Request dismissal…',
      '5: Create issue…',
      '5: Details',
    ]);
    const [both] = await lensCommands('src/orders.py');
    assert.deepEqual(both?.[1].arguments?.[0], [
      await keyOf('SQL injection'),
      await keyOf('Unsafe formatting'),
    ]);
  });

  it('are not where findings are dismissed or fixed', async () => {
    assert.deepEqual(
      (await lenses('src/old.py')).map((lens) => lens.slice(0, 2)),
      ['0:', '0:', '0:', '0:'],
    );
  });
});

describe('Hovers', () => {
  it('tell severity, description, solution, identifiers and where it is from', async () => {
    const [first, second] = await hovers('src/orders.py', 4, 10);
    const [title, description, solution, links, footer] = first?.value.split('\n\n') ?? [];
    assert.equal(title, '$(gitlab-security-high) **High** · **SQL injection**');
    assert.equal(
      description,
      'User input reaches a query in `search_orders`\\. Anyone can read every order\\.',
    );
    assert.equal(solution, '**Solution:** Use **bound parameters**\\.');
    assert.equal(
      links,
      '[CWE\\-89 \\(cwe\\.mitre\\.org\\)](https://cwe.mitre.org/data/definitions/89.html) · A03\\:2021',
    );
    assert.match(
      footer ?? '',
      /^\[Details\]\(command:gitlabSecurity\.showFinding\?\S+\) · \[Request Dismissal…\]\(command:gitlabSecurity\.dismissFinding\?\S+\) · New · SAST · Acme · just now$/,
    );
    assert.match(second?.value ?? '', /\*\*Low\*\* · \*\*Unsafe formatting\*\*/);
  });

  it('are on the statement only', async () => {
    assert.deepEqual(await hovers('src/orders.py', 4, 2), []);
    assert.deepEqual(await hovers('src/orders.py', 3, 6), []);
    assert.equal((await hovers('src/orders.py', 6, 10)).length, 1);
  });
});

describe('Light bulbs', () => {
  it('offer each finding of the line', async () => {
    assert.deepEqual(
      (await lightBulb('src/orders.py', 4)).map(({ title }) => title),
      [
        ...['SQL injection', 'Unsafe formatting'].flatMap((title) => [
          `Request dismissal of "${title}"…`,
          `Create issue for "${title}"…`,
          `Show details of "${title}"`,
          `Open "${title}" in GitLab`,
        ]),
      ],
    );
    assert.deepEqual(await lightBulb('src/orders.py', 3), []);
  });

  it('lead to the finding', async () => {
    const details = (await lightBulb('deploy/env.sh', 1)).find(({ title }) =>
      title.startsWith('Show details'),
    );
    assert.equal(details?.command?.command, 'gitlabSecurity.showFinding');
    assert.equal(details.command.arguments?.[0], await keyOf('AWS access key'));
  });
});
