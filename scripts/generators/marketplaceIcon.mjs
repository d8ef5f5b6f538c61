// Renders media/icon.png out of icon.svg: node --import tsx scripts/generators/marketplaceIcon.mjs
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { launchBrowser } from '../../test/vscode/editor/browser.ts';

const size = 256;
const svg = readFileSync(new URL('icon.svg', import.meta.url), 'utf8');
const browser = await launchBrowser();
try {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  await page.setContent(`<style>body{margin:0}svg{display:block}</style>${svg}`);
  const path = fileURLToPath(new URL('../../media/icon.png', import.meta.url));
  await page.screenshot({ path, omitBackground: true });
} finally {
  await browser.close();
}
