// Reports are written by whoever can push a branch: what they say is text, whatever it looks like.
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { hovers, lenses, lightBulb, problems } from '../support/editor.ts';
import { snapshot } from '../support/extension.ts';
import { hostile } from '../support/hostile.ts';
import { until } from '../support/until.ts';

const file = 'src/hostile.py';

describe('Hostile reports', () => {
  before(() =>
    until(async () => {
      assert.equal((await snapshot()).kind, 'ready');
      assert.equal(problems(file).length, hostile.length);
    }),
  );

  for (const [line, text] of hostile.entries()) {
    it(`make nothing of ${JSON.stringify(text).slice(0, 90)} in a hover`, async () => {
      const [hover, ...others] = await hovers(file, line, 1);
      assert.ok(hover);
      assert.deepEqual(others, []);
      assert.deepEqual(hover.isTrusted, {
        enabledCommands: ['showFinding', 'applyRemediation', 'dismissFinding'].map(
          (name) => `gitlabSecurity.${name}`,
        ),
      });
      assert.notEqual(hover.supportHtml, true);
      assert.deepEqual(iconsOf(hover.value), ['$(gitlab-security-info)']);
      assert.doesNotMatch(hover.value, /[\p{Bidi_Control}]/u);
      const html = await render(hover.value);
      assert.deepEqual(elementsOf(html), []);
      const [details, dismiss, ...links] = linksOf(html).sort(byCommandFirst);
      assert.match(details ?? '', /^command:gitlabSecurity\.showFinding\?/);
      assert.match(dismiss ?? '', /^command:gitlabSecurity\.dismissFinding\?/);
      assert.deepEqual(
        links.filter((link) => !link.startsWith('https://')),
        [],
      );
      assert.doesNotMatch(hover.value.replaceAll(/\]\([^)]*\)/g, ''), /https?:\/|www\.|\w@/);
    });
  }

  it('make links that show where they lead', async () => {
    const line = hostile.findIndex((text) => text.startsWith('[https://good.example]'));
    const html = await render((await hovers(file, line, 1))[0]?.value ?? '');
    assert.match(
      html,
      /<a href="https:\/\/evil\.example\/good"[^>]*>https:\/\/good\.example \(evil\.example\)<\/a>/,
    );
  });

  it('have no icons of their own, and no turned reading order, in lenses, problems and light bulbs', async () => {
    for (const lens of (await lenses(file)).filter((_, index) => index % 4 === 0)) {
      assert.deepEqual(iconsOf(lens), ['$(gitlab-security-info)'], lens);
    }
    const bulbs = await Promise.all(hostile.map((_, line) => lightBulb(file, line)));
    for (const shown of [
      ...(await lenses(file)),
      ...problems(file),
      ...bulbs.flat().map(({ title }) => title),
    ])
      assert.doesNotMatch(shown, /\p{Bidi_Control}/u);
  });

  it('lead from Problems to no page', () => {
    const targets = vscode.languages
      .getDiagnostics()
      .flatMap(([uri, diagnostics]) => (uri.path.endsWith(file) ? diagnostics : []))
      .map(({ code }) => typeof code);
    assert.deepEqual(new Set(targets), new Set(['string']));
  });
});

/** Of Markdown VS Code makes icons when it is HTML already: a backslash behind the dollar sign does not help. */
function iconsOf(text: string): readonly string[] {
  const found = text.match(/\\?\$\\?\([\w\\~-]+\)/g) ?? [];
  return found.filter((icon) => !icon.startsWith('\\$('));
}

/** The Markdown as another renderer has it that lets HTML through and makes links of addresses. */
function render(markdown: string): Thenable<string> {
  return vscode.commands.executeCommand<string>('markdown.api.render', markdown);
}

/** Elements other than those of plain prose. */
function elementsOf(html: string): readonly string[] {
  const names = [...html.matchAll(/<([a-z][a-z0-9-]*)/gi)].map(([, name = '']) => name.toLowerCase());
  const prose = ['p', 'strong', 'em', 'a', 'code', 'pre', 'ul', 'ol', 'li', 'br', 'span', 'div'];
  return names.filter((name) => !prose.includes(name));
}

function linksOf(html: string): string[] {
  return [...html.matchAll(/\s(?:href|src)="([^"]*)"/g)].map(([, link = '']) => link);
}

function byCommandFirst(a: string, b: string): number {
  return Number(b.startsWith('command:gitlabSecurity.')) - Number(a.startsWith('command:gitlabSecurity.'));
}
