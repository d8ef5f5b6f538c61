import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { Controls } from '../../host/findings.setup.ts';
import { setup as shop } from '../../host/findings.setup.ts';
import { hostile as texts } from '../../host/support/hostile.ts';
import { listen } from '../../gitlab/http/listen.ts';
import type { Stage } from '../support/stage.ts';
import { shows, View } from '../support/view.ts';

/** What the page is made of; `a` only as a button of its own, which leads nowhere by itself. */
const prose =
  'a button code dd div dl dt em h1 h2 h3 header li main ol p pre script section span strong ul'.split(' ');

/** Findings whose every text wants to be more than text, on the details page. */
export async function hostile(stage: Stage): Promise<void> {
  const { folder, env = {}, control } = await stage.setUp(shop);
  const ask = <Name extends keyof Controls>(call: Name, ...args: Parameters<Controls[Name]>) =>
    control?.({ call, args }) as Promise<Awaited<ReturnType<Controls[Name]>>>;
  const gitlab = await ask('url');
  const ui = await stage.open('window', { folder, env });
  const view = new View(ui);
  const details = ui.webview();
  const elsewhere: string[] = [];
  const { hostname } = new URL(ui.page.url());
  ui.page.context().on('request', (request) => {
    const url = new URL(request.url());
    const isOwn = ['blob:', 'data:'].includes(url.protocol) || url.hostname.endsWith(hostname);
    if (!isOwn && !isVsCodes(url)) elsewhere.push(url.href);
  });
  const show = async (index: number) => {
    const title = `${texts[index]?.slice(0, 40) ?? ''} ${index}`;
    const uuid = await ask('uuidOf', title);
    await ui.host((vscode, key) => vscode.commands.executeCommand('gitlabSecurity.showFinding', key), uuid);
    await shows(details.locator('main'), `Number ${index}.`);
  };

  await view.step('what a report says becomes text on the page, and no element of its own', async () => {
    await view.show();
    await shows(view.status, 'new');
    for (const index of texts.keys()) {
      await show(index);
      const { names, links }: There = await details.locator('body').evaluate(whatIsThere);
      assert.deepEqual(
        names.filter((name) => !prose.includes(name)),
        [],
        texts[index],
      );
      for (const { href, title } of links) {
        assert.equal(href, '#', texts[index]);
        const isSafe = [gitlab, 'https://'].some((start) => title.startsWith(start));
        assert.ok(isSafe, `${texts[index] ?? ''}: ${title}`);
      }
      assert.equal(await details.locator('body script').count(), 1);
    }
  });

  await view.step('an image is text with its signs, as is a script', async () => {
    await show(texts.findIndex((text) => text.startsWith('<script>')));
    await shows(details.locator('main'), '<script>alert(1)</script>');
    await show(texts.findIndex((text) => text.startsWith('<img')));
    await shows(details.locator('main'), '<img src="https://evil.example/pixel.png">');
  });

  await view.step('nobody was asked for anything', () => {
    assert.deepEqual(elsewhere, []);
    return Promise.resolve();
  });

  await view.step('and were an element made all the same, it would load and run nothing', async () => {
    const asked: string[] = [];
    const server = createServer(({ url = '' }, response) => {
      asked.push(url);
      response.setHeader('access-control-allow-origin', '*').end();
    });
    const url = `http://127.0.0.1:${await listen(server)}`;
    const refused: Refused = await details.locator('body').evaluate(tryEverything(url));
    server.closeAllConnections();
    server.close();
    assert.deepEqual(asked, []);
    assert.notEqual(refused.title, 'ran');
    assert.deepEqual(refused.directives, [
      'connect-src',
      'frame-src',
      'img-src',
      'media-src',
      'object-src',
      'script-src-elem',
      'style-src-elem',
    ]);
  });
}

interface Refused {
  readonly directives: readonly string[];
  readonly title: string;
}

interface There {
  readonly names: readonly string[];
  readonly links: readonly { readonly href: string | null; readonly title: string }[];
}

/** What runs in the page is text. */
const whatIsThere = `({
  names: [...new Set([...document.querySelectorAll('body *')].map(({ localName }) => localName))],
  links: [...document.querySelectorAll('a')].map((a) => ({ href: a.getAttribute('href'), title: a.title })),
})`;

/** What a page can be made to load or run. Gives what the page's policy refused. */
const tryEverything = (origin: string) => `(async () => {
  const origin = '${origin}';
  const directives = new Set();
  document.addEventListener('securitypolicyviolation', (event) => directives.add(event.effectiveDirective));
  for (const [name, property, value] of [
    ['img', 'src', origin + '/img'],
    ['iframe', 'src', origin + '/iframe'],
    ['script', 'src', origin + '/script'],
    ['script', 'textContent', 'document.title = "ran"'],
    ['style', 'textContent', 'body { background: url(' + origin + '/background) }'],
    ['object', 'data', origin + '/object'],
    ['video', 'src', origin + '/video'],
  ])
    document.body.append(Object.assign(document.createElement(name), { [property]: value }));
  await fetch(origin + '/fetch').catch(() => undefined);
  await new Promise((resolve) => setTimeout(resolve, 500));
  return { directives: [...directives].sort(), title: document.title };
})()`;

/** What a window of VS Code asks for by itself, whatever is open in it. */
function isVsCodes({ hostname }: URL): boolean {
  return /(^|\.)(vscode-cdn\.net|vscode-unpkg\.net|visualstudio\.com|microsoft\.com)$/.test(hostname);
}
