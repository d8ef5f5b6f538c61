import { launchBrowser } from '../vscode/editor/browser.ts';
import { openWorkbench } from '../vscode/editor/workbench.ts';
import { Driver } from '../vscode/ui/driver.ts';
import { firstFile, type Editor } from './editor.ts';

/** A picture of the window as it is when findings have arrived. */
export async function takePicture(editor: Editor, folder: string, file: string): Promise<void> {
  const browser = await launchBrowser();
  try {
    const { page } = await openWorkbench(editor.server, browser, {
      folder,
      payload: editor.payload,
      viewport: { width: 1440, height: 900 },
    });
    const driver = new Driver(page);
    try {
      await driver.editor(firstFile).waitFor({ timeout: 60_000 });
      await driver.activity('GitLab Security').click({ timeout: 30_000 });
      await driver.treeRow('SQL injection').waitFor({ timeout: 30_000 });
      await driver.squiggle('error').waitFor({ timeout: 30_000 });
      await driver.codeLens(/./).waitFor({ timeout: 30_000 });
      await page.mouse.move(720, 10); // what the pointer rests on shows a tooltip
      await page.locator('.monaco-hover:visible').waitFor({ state: 'hidden', timeout: 5000 });
    } finally {
      await page.screenshot({ path: file });
    }
  } finally {
    await browser.close();
  }
}
