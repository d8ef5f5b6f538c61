import assert from 'node:assert/strict';
import { newestVersion } from '../../vscode/editor/installed.ts';
import { countsOf } from '../support/countsOf.ts';
import { askedToOpen, chooseFrom, chooseInMenu, contextMenu, opened } from '../support/dialogs.ts';
import type { Stage } from '../support/stage.ts';
import { shows, View } from '../support/view.ts';

const file = 'services/orders/export.py';

/** The main job, by mouse: open the folder, see, click, read. */
export async function main(stage: Stage): Promise<void> {
  const sample = await stage.sample();
  const ui = await stage.open('window', { folder: sample.folder, env: sample.env });
  const view = new View(ui);
  const { page } = ui;
  const details = ui.webview();
  const counts = countsOf(sample);

  await view.step('activity bar, status bar and tree tell the same numbers', async () => {
    await shows(view.status, `${counts.new} new · ${counts.existing} existing`);
    await shows(view.badge, String(counts.new));
    await view.show();
    await view.row('SQL injection').waitFor();
    const texts = await view.texts();
    assert.equal(
      texts[0],
      `shop-api  !482 Add order export | ${counts.new} new · ${counts.existing} existing`,
    );
    assert.ok(texts.includes(`New | ${counts.new}`), String(texts));
    assert.ok(texts.includes(`Existing | ${counts.existing}`), String(texts));
    assert.ok(texts.includes('Fixed by this merge request | 4'), String(texts));
    assert.ok(texts.includes('Dismissed | 4'), String(texts));
  });

  await view.step(
    'rows say where their findings are: also what has no line of its own in the report',
    async () => {
      // Packages and images are looked up in the files a moment after the findings are there.
      await view.row('frontend/package.json:11 · Dependency Scanning · fix available').waitFor();
      await view.row('Container Scanning · fix available').filter({ hasText: 'Dockerfile:1' }).waitFor();
      await view.row('GET https://staging.shop.acme.example').waitFor();
    },
  );

  await view.step('a click on a finding opens the file at its line', async () => {
    await view.open(view.row('SQL injection'), ui.editor(file));
    await shows(page.locator('.statusbar'), 'Ln 58, Col 5');
  });

  await view.step('flagged lines have squiggles and a lens', async () => {
    await ui.squiggle('error').waitFor();
    await ui.squiggle('warning').waitFor();
    await ui.codeLens('High · SQL injection').waitFor();
    await ui.codeLens('Critical · OS command injection').waitFor();
  });

  await view.step('Problems say what, who and which rule, and lead to the line', async () => {
    await page.locator('#status\\.problems').click();
    // What is typed before the rows are there is lost.
    await page.locator('.markers-panel .monaco-list-row').first().waitFor();
    await page.locator('.part.panel .viewpane-filter input').fill('OS command');
    const problem = ui.problem('OS command injection: The command is run by a shell');
    await problem.waitFor();
    assert.match(await problem.innerText(), /GitLab SAST/);
    const code = problem.locator('a.monaco-link');
    assert.equal(await code.getAttribute('href'), 'https://semgrep.dev/r/gitlab.bandit.B602');
    await problem.click();
    await shows(page.locator('.statusbar'), 'Ln 44, Col 5');
  });

  await view.step('the hover explains', async () => {
    await page.locator('#status\\.problems').click();
    await ui.line('return connection').click();
    const hover = await ui.hover(58, 6, 'Details');
    const text = await hover.innerText();
    assert.match(text, /High · SQL injection/);
    assert.match(text, /The text of a query is put together from columns/);
    assert.match(text, /New · SAST · Semgrep/);
    const links = await hover.locator('a[data-href^="https:"]').allInnerTexts();
    assert.ok(links.includes('CWE-89 (cwe.mitre.org)'), String(links));
  });

  await view.step('a click on the lens shows the details beside the code', async () => {
    await page.keyboard.press('Escape');
    await ui.codeLens('High · SQL injection').click();
    await shows(details.locator('h1'), 'SQL injection');
    await shows(details.locator('.status'), 'New in !482 · detected by Semgrep');
    await shows(details.locator('.codeFlow h2'), 'Code flow');
    assert.equal(await details.locator('.codeFlow li').count(), 5);
  });

  await view.step('a step of the code flow opens the code', async () => {
    await details.locator('.codeFlow .place').first().click();
    await ui.editor('services/orders/app.py').waitFor();
    await shows(page.locator('.statusbar'), 'Ln 31,');
    await details.locator('h1').waitFor();
  });

  await view.step('a link is opened only after VS Code asked', async () => {
    await details.locator('.identifiers a', { hasText: 'CWE-89' }).click();
    await askedToOpen(ui, 'https://cwe.mitre.org/data/definitions/89.html');
  });

  await view.step('the remediation can be read', async () => {
    await view.open(view.row('Command injection in lodash'), ui.editor('frontend/package.json'));
    await chooseFrom(ui, view.row('Command injection in lodash'), 'Show Details');
    await shows(details.locator('h1'), 'Command injection in lodash');
    await details.locator('.line.added').first().waitFor();
    assert.match(await details.locator('.line.removed').first().innerText(), /4\.17/);
  });

  await view.step('the light bulb offers what can be done', async () => {
    await details.locator('h1').click();
    await view.open(
      view.row('OS command injection'),
      page.locator('.statusbar', { hasText: 'Ln 44, Col 5' }),
    );
    await shows(details.locator('h1'), 'Command injection in lodash'); // not covered by the code
    await ui.quickFixMenu('Open "OS command injection" in GitLab');
    await page.keyboard.press('Escape');
    await page.locator('.action-widget').first().waitFor({ state: 'hidden' });
    await ui.quickFix('Show details of "OS command injection"');
    await shows(details.locator('h1'), 'OS command injection');
  });

  await view.step('the tree can be grouped by file', async () => {
    await view.action('Group Findings').click();
    await ui.quickRow('File').click();
    await view.named('services/orders/export.py').waitFor();
    await view.named('services/orders/export.py').click();
    await view.row('48: Server-side request forgery (SSRF)').filter({ hasText: 'New · SAST' }).waitFor();
  });

  await view.step('a filter narrows it, says so, and is cleared', async () => {
    await view.action('Filter Findings').click();
    await ui.quickText.fill('lodash');
    await page.keyboard.press('Enter');
    await shows(view.message, 'Filtered: “lodash”');
    await view.row('AWS access token').waitFor({ state: 'hidden' });
    assert.equal(await view.named('frontend/package-lock.json').count(), 1);
    assert.equal(await view.named('services/orders/export.py').count(), 0);
    await view.action('Clear Filter').click();
    await view.named('services/orders/export.py').waitFor();
    assert.equal(await view.message.innerText(), '');
  });

  await view.step('by state again, what is fixed and what was dismissed is there, too', async () => {
    await view.action('Group Findings').click();
    await ui.quickRow('State').click();
    await view.named('Fixed by this merge request').click();
    await view.row('services/orders/passwords.py').waitFor();
    await view.named('Dismissed').click();
    await view.named('RSA private key').scrollIntoViewIfNeeded();
    await view.inline(view.named('RSA private key'), 'Show Details');
    await shows(details.locator('h1'), 'RSA private key');
    await shows(details.locator('body'), 'Made for the tests of the webhooks; nothing trusts it.');
  });

  await view.step('the context menu copies a finding', async () => {
    const entries = await contextMenu(ui, view.row('SQL injection'));
    assert.deepEqual(entries, [
      'Show Details',
      'Go to Finding',
      'Dismiss…',
      'Create Issue…',
      'Open in GitLab',
      'Open Link…',
      'Copy Finding',
    ]);
    await chooseInMenu(ui, 'Copy Finding');
    await shows(page.locator('.statusbar'), 'Copied 1 finding.');
    const copied = await ui.host((vscode) => vscode.env.clipboard.readText());
    assert.match(copied, /^High: SQL injection\nLocation: services\/orders\/export\.py:58\n/);
    assert.ok(copied.includes(`${sample.gitlab.url}/acme/shop/shop-api/`), copied);
  });

  await view.step('Open in GitLab goes to the findings of the pipeline', async () => {
    const path = await opened(ui, () => chooseFrom(ui, view.row('SQL injection'), 'Open in GitLab'));
    // The older server's proxy forgets the path.
    const page = `/acme/shop/shop-api/-/pipelines/${sample.headPipeline.id}/security`;
    assert.equal(path, stage.version === newestVersion ? page : '/');
  });

  await view.step('the details survive a reload of the window', async () => {
    await view.reload();
    await shows(ui.webview().locator('h1'), 'RSA private key');
    await shows(ui.webview().locator('body'), 'Made for the tests of the webhooks; nothing trusts it.');
    await shows(view.status, `${counts.new} new`);
  });
}
