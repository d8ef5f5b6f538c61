import type { SetUp } from '../vscode/suites/setup.ts';
import { setup as findings } from './findings.setup.ts';

/** The same; the Markdown preview, here a second opinion on hovers, makes links where hovers do not. */
export const setup: SetUp = async (context) => ({
  ...(await findings(context)),
  settings: { 'markdown.preview.linkify': false },
});
