import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { git, lookAgain } from '../support/branches.ts';
import type { Stage } from '../support/stage.ts';
import { shows, View } from '../support/view.ts';

const file = 'services/orders/export.py';
const call = 'requests.post(callback, json={"export": name}, timeout=10)';
const changed = /The code has changed since the scan of 73ad01ab\b/;
const gone = /The code has gone since the scan of 73ad01ab\./;

/** What becomes of findings while their code changes; all by keyboard, as code is written. */
export async function placement(stage: Stage): Promise<void> {
  const sample = await stage.sample();
  const ui = await stage.open('window', { folder: sample.folder, env: sample.env });
  const view = new View(ui);
  const { page } = ui;
  const { keyboard: keys } = page;
  const details = ui.webview();
  const position = page.locator('.statusbar');
  const row = view.row('Server-side request forgery');
  const lens = ui.codeLens('High · Server-side request forgery (SSRF)');
  const faded = page.locator('.squiggly-inline-unnecessary').first();

  /** The page is of this finding, and says this of its place. */
  const detailsSay = async (place: string, note?: RegExp) => {
    const location = details.locator('section.location');
    await shows(location, place);
    if (note) await shows(location, note);
    else await location.filter({ hasText: 'since the scan' }).waitFor({ state: 'hidden' });
  };
  /** Row, lens, squiggle and details agree that the finding is as it was scanned, on this line. */
  const isOnLine = async (line: number) => {
    await shows(row, `${file}:${line} · SAST`);
    await lens.filter({ hasNotText: 'Code changed' }).waitFor();
    await faded.waitFor({ state: 'hidden' });
    await detailsSay(`${file}:${line}`);
  };
  const tooltipOf = async (place: Locator) => {
    await place.hover({ position: { x: 60, y: 10 } });
    const tooltip = page.locator('.monaco-hover:visible .hover-contents').last();
    await tooltip.waitFor();
    return (await tooltip.innerText()).trim();
  };
  const undo = async (times = 1) => {
    for (let time = 0; time < times; time++) await keys.press('Control+Z');
  };

  await view.step('a flagged line, its row and its details name the same line', async () => {
    await shows(view.status, 'new');
    await view.show();
    await ui.openFile(file);
    await ui.caret(48, 5);
    await ui.run('GitLab Security: Show Details');
    await shows(details.locator('h1'), 'Server-side request forgery (SSRF)');
    await ui.run('View: Focus First Editor Group');
    await isOnLine(48);
  });

  await view.step('lines typed above move all of them', async () => {
    await ui.caret(46, 1);
    await keys.type('# Partners are told as soon as a file is there.\n# They fetch it themselves.\n');
    await isOnLine(50);
    await shows(view.row('SQL injection'), `${file}:60`);
  });

  await view.step('code that is changed is marked on the line, more quietly', async () => {
    await ui.caret(50, 62);
    await keys.press('End');
    await keys.press('ArrowLeft');
    await keys.press('Backspace');
    await keys.type('5');
    await shows(lens, 'Code changed since the scan');
    await faded.waitFor();
    await shows(row, 'code changed');
    await detailsSay(`${file}:50`, changed);
  });

  await view.step('the hover says so as well', async () => {
    const hover = await ui.hover(50, 6, 'Details');
    assert.match(await hover.innerText(), changed);
  });

  await view.step('so does the tooltip of the row', async () => {
    await keys.press('Escape');
    assert.match(await tooltipOf(row), changed);
  });

  await view.step('undone, everything is as before', async () => {
    await page.mouse.move(700, 8);
    await undo(2);
    await isOnLine(50);
  });

  await view.step('a deleted line takes its finding out of the editor, and its row says why', async () => {
    await ui.caret(50, 1);
    await keys.press('Control+Shift+K');
    await lens.waitFor({ state: 'hidden' });
    await shows(row, 'code gone');
    await shows(details.locator('section.location'), gone);
    assert.match(await tooltipOf(row), gone);
  });

  await view.step('undone, it is back', async () => {
    await page.mouse.move(700, 8);
    await undo();
    await isOnLine(50);
  });

  await view.step('saved, findings stay where they are', async () => {
    await keys.press('Control+S');
    await page.locator('.tab.dirty').waitFor({ state: 'hidden' });
    await isOnLine(50);
  });

  await view.step('a commit is counted', async () => {
    await ui.line(call).waitFor();
    git(ui.folder, 'commit', '--quiet', '--all', '--message=Say who is told');
    await lookAgain(ui);
    await isOnLine(50);
    await ui.caret(50, 5);
    await keys.type('answer = ');
    await detailsSay(`${file}:50`, /The code has changed since the scan of 73ad01ab, 1 commit ago\./);
    await shows(lens, 'Code changed since the scan');
  });

  await view.step('git takes it all back', async () => {
    await keys.press('Control+S');
    await page.locator('.tab.dirty').waitFor({ state: 'hidden' });
    git(ui.folder, 'reset', '--quiet', '--hard', 'HEAD~1');
    await lookAgain(ui);
    await isOnLine(48);
  });

  await view.step('the way of the data is walked with a key', async () => {
    await ui.caret(58, 5);
    for (const place of ['Ln 31,', 'Ln 32,', 'Ln 34,', 'Ln 57,', 'Ln 58,']) {
      await keys.press('Control+Alt+F9');
      await shows(position, place);
    }
    await shows(position, 'Step 5 of 5 · Sink');
    await keys.press('Control+Shift+Alt+F9');
    await shows(position, 'Ln 57,');
    await shows(position, 'Step 4 of 5 · Propagation');
  });

  await view.step('and its steps are listed below the problem', async () => {
    await page.locator('#status\\.problems').click();
    // What is typed before the rows are there is lost.
    await page.locator('.markers-panel .monaco-list-row').first().waitFor();
    await page.locator('.part.panel .viewpane-filter input').fill('SQL injection');
    await ui.problem('1. Source').waitFor();
    await ui.problem('5. Sink').waitFor();
  });

  await view.step('a package is flagged where its version is chosen', async () => {
    await page.locator('#status\\.problems').click();
    await ui.openFile('frontend/package.json');
    await shows(ui.codeLens('2 findings:'), 'High Command injection in lodash');
    await ui.codeLens('Critical · Prototype pollution in minimist').waitFor();
    const hover = await ui.hover(12, 17, 'Details');
    await shows(hover.locator('p', { has: page.locator('.codicon-info') }), 'Brought in by mkdirp.');
  });

  await view.step('and follows that version, changed or not', async () => {
    await keys.press('Escape');
    const papaparse = view.row('Regular expression denial of service');
    await ui.caret(9, 1);
    await keys.type('"overrides": {},\n');
    await shows(papaparse, 'frontend/package.json:14');
    await ui.caret(14, 23);
    await keys.press('Backspace');
    await keys.type('9');
    await shows(ui.codeLens('denial of service'), 'Code changed since the scan');
  });

  await view.step('reverted, it is as it was', async () => {
    const papaparse = view.row('Regular expression denial of service');
    await ui.run('File: Revert File');
    await shows(papaparse, 'frontend/package.json:13');
    await ui.codeLens('denial of service').filter({ hasNotText: 'Code changed' }).waitFor();
  });

  await view.step('an image is flagged where it is named', async () => {
    await view.row('CVE-2023-38545 in curl').click();
    await ui.editor('Dockerfile').waitFor();
    await shows(position, 'Ln 1, Col 6');
    await ui.codeLens(/4 findings:/).waitFor();
  });
}
