// Takes the README's pictures: npm run package && node --import tsx test/ui/pictures.ts
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createSample } from '../sample/createSample.ts';
import { packageFile } from '../demo/editor.ts';
import { projectFolder } from '../vscode/editor/installed.ts';
import type { ColorTheme, Settings } from '../vscode/editor/settings.ts';
import { startUi, type UiOptions } from '../vscode/ui/startUi.ts';
import type { Ui } from '../vscode/ui/ui.ts';
import { shows, View } from './support/view.ts';

const folder = join(projectFolder, 'docs/images');
const viewport = { width: 1120, height: 600 };

/** Nothing that is only there because VS Code runs as a server here. */
const settings: Settings = {
  'editor.occurrencesHighlight': 'off',
  'editor.renderLineHighlight': 'none',
  'git.blame.statusBarItem.enabled': false,
  'remote.autoForwardPorts': false,
  'window.title': '${activeEditorShort} – ${rootName}',
  'workbench.startupEditor': 'none',
};

mkdirSync(folder, { recursive: true });
const sample = await createSample();
const ahead = await createSample({ unpushed: true });
const options: UiOptions = { packages: [packageFile], name: 'pictures', folder: sample.folder, viewport };
await takeFindings('dark', 'Default Dark Modern');
await takeFindings('high-contrast', 'Default High Contrast');
await takeDetails('light', 'Default Light Modern');
await takeMoved('dark', 'Default Dark Modern');
await takeSignIn('dark', 'Default Dark Modern');
await sample.dispose();
await ahead.dispose();

async function takeFindings(name: string, colorTheme: ColorTheme): Promise<void> {
  const ui = await openFinding(colorTheme);
  const { page } = ui;
  await ui.squiggle('error').waitFor();
  await widenSideBar(ui);
  await rest(ui);
  await page.screenshot({ path: join(folder, `findings-${name}.png`) });

  if (name === 'dark') {
    await ui.run('View: Close Primary Side Bar');
    await ui.hover(58, 12, 'Details');
    await shows(page.locator('.monaco-hover'), 'Quick Fix');
    const box = await page.locator('.monaco-hover:visible').first().boundingBox();
    const top = Math.max((box?.y ?? 100) - 24, 0);
    await page.screenshot({
      path: join(folder, 'hover-dark.png'),
      clip: { x: Math.max((box?.x ?? 0) - 80, 50), y: top, width: 900, height: (box?.height ?? 300) + 90 },
    });
    await page.keyboard.press('Escape');

    await page.locator('#status\\.problems').click();
    await ui.problem('AWS access token').waitFor();
    await rest(ui);
    const panel = await page.locator('.part.panel').boundingBox();
    await page.screenshot({
      path: join(folder, 'problems-dark.png'),
      clip: panel ?? { x: 0, y: 400, ...viewport },
    });
  }
  await ui.stop();
}

async function takeDetails(name: string, colorTheme: ColorTheme): Promise<void> {
  const ui = await openFinding(colorTheme);
  await ui.codeLens('High · SQL injection').click();
  const details = ui.webview();
  await shows(details.locator('.codeFlow h2'), 'Code flow');
  await ui.run('View: Close Primary Side Bar');
  await details.locator('.codeFlow .place').first().click();
  await ui.editor('services/orders/app.py').waitFor();
  await details.locator('.codeFlow li').last().scrollIntoViewIfNeeded();
  await rest(ui);
  await ui.page.screenshot({ path: join(folder, `details-${name}.png`) });
  await ui.stop();
}

async function openFinding(colorTheme: ColorTheme): Promise<Ui> {
  const ui = await startUi({ ...options, colorTheme, settings, env: sample.env });
  const view = new View(ui);
  await shows(view.status, 'new');
  await view.show();
  // Findings are there a moment before their places are, and a click on a row goes to the place.
  await view.row('Dockerfile:1').waitFor();
  await view.row('SQL injection').click();
  await ui.codeLens('High · SQL injection').waitFor();
  return ui;
}

/** Commits and edits after the scan: one finding on code that has changed, others moved along. */
async function takeMoved(name: string, colorTheme: ColorTheme): Promise<void> {
  const quiet: Settings = { ...settings, 'editor.hover.above': false };
  const ui = await startUi({
    ...options,
    folder: ahead.folder,
    colorTheme,
    settings: quiet,
    env: ahead.env,
    viewport: { width: 1120, height: 640 },
  });
  const view = new View(ui);
  await shows(view.status, 'new');
  await view.show();
  const row = view.row('Server-side request forgery');
  await shows(row, 'export.py:45');
  await row.click();
  await shows(ui.codeLens('Server-side request forgery'), 'Code changed since the scan');
  await ui.page.locator('.squiggly-inline-unnecessary').first().waitFor();
  await widenSideBar(ui);
  await rest(ui);
  await ui.caret(45, 14);
  // So that the hover has room below.
  for (let line = 0; line < 5; line++) await ui.page.keyboard.press('Control+ArrowDown');
  await ui.page.keyboard.press('Control+K');
  await ui.page.keyboard.press('Control+I');
  await shows(ui.page.locator('.monaco-hover'), 'Quick Fix');
  await ui.page.screenshot({ path: join(folder, `moved-${name}.png`) });
  await ui.stop();
}

async function takeSignIn(name: string, colorTheme: ColorTheme): Promise<void> {
  const ui = await startUi({ ...options, colorTheme, settings });
  const view = new View(ui);
  await shows(view.status, 'sign in');
  await view.show();
  await view.welcome.getByText('Sign In', { exact: true }).click();
  await ui.quickText.fill('https://gitlab.example.com');
  await ui.page.keyboard.press('Enter');
  await shows(ui.quickInput, 'Sign In to GitLab (2/2)');
  await rest(ui);
  await ui.page.screenshot({
    path: join(folder, `sign-in-${name}.png`),
    clip: { x: 0, y: 28, width: 1000, height: 200 },
  });
  await ui.stop();
}

/** So that rows say where their findings are. */
async function widenSideBar({ page }: Ui): Promise<void> {
  const sash = page.locator('.monaco-sash.vertical').first();
  const sideBar = await page.locator('.part.sidebar').boundingBox();
  const x = (sideBar?.x ?? 0) + (sideBar?.width ?? 300);
  await sash.waitFor({ state: 'attached' });
  await page.mouse.move(x, 400);
  await page.mouse.down();
  await page.mouse.move(x + 80, 400, { steps: 4 });
  await page.mouse.up();
}

/** What the pointer rests on shows a tooltip. */
async function rest({ page }: Ui): Promise<void> {
  await page.mouse.move(700, 8);
  await page.locator('.monaco-hover:visible').waitFor({ state: 'hidden' });
}
