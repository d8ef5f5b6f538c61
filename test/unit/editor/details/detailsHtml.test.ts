// The page's policy is the last thing that stands between what a report says and the editor: it is written down here once more.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { detailsHtml } from '../../../../src/editor/details/detailsHtml.ts';

const own = 'https://own.example';
const page = () => detailsHtml({ own, file: (name) => `${own}/media/${name}` });

function policyOf(html: string): ReadonlyMap<string, readonly string[]> {
  const policies = [...html.matchAll(/<meta http-equiv="Content-Security-Policy" content="([^"]*)">/g)];
  assert.equal(policies.length, 1);
  const directives = (policies[0]?.[1] ?? '').split(';').map((directive) => directive.trim().split(/\s+/));
  return new Map(directives.map(([name = '', ...sources]) => [name, sources]));
}

test('nothing may be loaded or run but what is named, and that is the style, the font and one script', () => {
  const policy = policyOf(page());
  const nonce = /<script nonce="([^"]+)"/.exec(page())?.[1];
  assert.ok(nonce);
  assert.deepEqual(
    [...policy].filter(([name]) => name !== 'script-src'),
    [
      ['default-src', ["'none'"]],
      ['style-src', [own]],
      ['font-src', [own]],
      ['base-uri', ["'none'"]],
      ['form-action', ["'none'"]],
    ],
  );
  const scripts = policy.get('script-src') ?? [];
  assert.equal(scripts.length, 1);
  assert.match(scripts[0] ?? '', /^'nonce-[\w-]{22}'$/);
});

test('images, frames, connections and workers are nobody’s: no directive lets them in beside the default', () => {
  const policy = policyOf(page());
  for (const name of ['img-src', 'connect-src', 'frame-src', 'media-src', 'object-src', 'worker-src'])
    assert.equal(policy.has(name), false, name);
  const sources = [...policy.values()].flat();
  assert.deepEqual(
    sources.filter((source) => /unsafe|\*|data:|blob:|^https?:$/.test(source)),
    [],
  );
});

test('the policy comes before everything that it is for, and the one script has its nonce, another each time', () => {
  const html = page();
  const before = html.slice(0, html.indexOf('Content-Security-Policy'));
  assert.doesNotMatch(before, /<(link|script|style|img|base)/);
  const scripts = [...html.matchAll(/<script([^>]*)>([^<]*)/g)];
  assert.deepEqual(
    scripts.map(([, , text]) => text),
    [''],
  );
  const nonce = policyOf(html).get('script-src')?.[0]?.slice("'nonce-".length, -1);
  assert.equal(scripts[0]?.[1], ` nonce="${nonce ?? ''}" src="${own}/media/details.js"`);
  assert.notEqual(policyOf(page()).get('script-src')?.[0], policyOf(html).get('script-src')?.[0]);
  assert.doesNotMatch(html, /\son\w+=|style=|javascript:/);
});
