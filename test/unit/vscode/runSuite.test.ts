// A run of suites that are bad in one way each, with a bare Node process in place of VS Code's extension host.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { harnessFolder } from '../../vscode/editor/installed.ts';
import { startProcessGroup } from '../../vscode/editor/processGroup.ts';
import type { OpenHostWindow } from '../../vscode/suites/hostWindow.ts';
import type { Outcome } from '../../vscode/suites/outcome.ts';
import { runSuite } from '../../vscode/suites/runSuite.ts';

const folder = mkdtempSync(join(tmpdir(), 'suites-'));
after(() => {
  rmSync(folder, { recursive: true });
});

const runner = JSON.stringify(join(harnessFolder, 'host-runner.cjs'));

const openNode: OpenHostWindow = ({ env }) => {
  const node = startProcessGroup(
    process.execPath,
    ['-e', `require(${runner}).run().catch(() => process.exit(1))`],
    {
      env: { ...process.env, ...env },
    },
  );
  return Promise.resolve({
    ended: new Promise((resolve) =>
      node.leader.once('exit', (code) => resolve(`ended with ${code ?? 'a signal'}`)),
    ),
    takePicture: () => Promise.reject(new Error('there is no window')),
    close: () => node.end(),
  });
};

async function run(source: string, options: { setup?: string; grep?: string } = {}) {
  const bundle = join(folder, 'bundle.cjs');
  writeFileSync(bundle, source);
  const setup = join(folder, `setup-${Math.random()}.mjs`);
  writeFileSync(setup, options.setup ?? '');
  const printed: string[] = [];
  const outcome = await runSuite(
    {
      suite: options.setup === undefined ? { name: 'unit', bundle } : { name: 'unit', bundle, setup },
      version: 'none',
      grep: options.grep,
      color: false,
      limits: { test: 200, silence: 1500 },
      write: (text) => printed.push(text),
    },
    openNode,
  );
  return { outcome, printed: printed.join('') };
}

const ran = (numbers: Partial<Outcome>): Outcome =>
  ({ kind: 'ran', passed: 0, failed: 0, skipped: 0, ...numbers }) as Outcome;

function assertBroken(outcome: Outcome, reason: RegExp): void {
  if (outcome.kind !== 'broken') assert.fail(`it ran: ${JSON.stringify(outcome)}`);
  assert.match(outcome.reason, reason);
}

describe('running a suite', () => {
  it('counts what passed, failed and was skipped, and prints the report', async () => {
    const { outcome, printed } = await run(`
      it('is good', () => {});
      it('is bad', () => { throw new Error('bad luck'); });
      it('takes too long', () => new Promise(() => {}));
      it.skip('is left out', () => {});`);
    assert.deepEqual(outcome, ran({ passed: 1, failed: 2, skipped: 1 }));
    assert.match(printed, /✔ is good/);
    assert.match(printed, /bad luck/);
    assert.match(printed, /Timeout of 200ms exceeded/);
  });

  it('runs only the tests that were asked for', async () => {
    const { outcome } = await run(`it('one', () => {}); it('two', () => { throw new Error(); });`, {
      grep: 'one',
    });
    assert.deepEqual(outcome, ran({ passed: 1 }));
  });

  it('reports a suite without tests as such', async () => {
    assert.deepEqual((await run('')).outcome, ran({}));
  });

  it('is broken by a syntax error', async () => {
    assertBroken((await run('it(')).outcome, /SyntaxError/);
  });

  it('is broken by an error while the suite is loaded', async () => {
    assertBroken((await run(`throw new Error('no such module')`)).outcome, /no such module/);
  });

  it('is broken by a test marked as the only one to run', async () => {
    assertBroken((await run(`it.only('one', () => {});`)).outcome, /only/);
  });

  it('is broken by an endless loop', async () => {
    const { outcome } = await run(`it('never ends', () => { for (;;); });`);
    assertBroken(outcome, /said nothing for 1\.5 s/);
  });

  it('is broken by the death of the extension host', async () => {
    assertBroken((await run(`it('dies', () => process.exit(3));`)).outcome, /ended with 3/);
  });

  it('names the places in the sources', async () => {
    const mappings = 'AAAA'; // the first position of the bundle is the first of the source
    const map = { version: 3, sources: ['../suite.test.ts'], names: [], mappings };
    const inline = Buffer.from(JSON.stringify(map)).toString('base64');
    const { printed } = await run(
      `it('is bad', () => { throw new Error('bad luck'); });
       //# sourceMappingURL=data:application/json;base64,${inline}`,
    );
    assert.match(printed, /suite\.test\.ts:1:1/);
    assert.doesNotMatch(printed, /bundle\.cjs/);
  });

  it('counts an error of the extension that nobody handled', async () => {
    const { outcome, printed } = await run(`
      it('goes on', () => {
        const error = new Error('forgotten');
        error.stack += '\\n at activate (/project/dist/extension.cjs:1:1)';
        void Promise.reject(error);
      });`);
    assert.deepEqual(outcome, ran({ passed: 1, failed: 1 }));
    assert.match(printed, /Nobody handled: Error: forgotten/);
  });
});

describe('the setup of a suite', () => {
  const setup = (rest: string) => `
    import { rmSync, writeFileSync } from 'node:fs';
    export const setup = async ({ temporaryFolder }) => ({ folder: temporaryFolder, dispose: async () => {}, ${rest} });`;

  it('gives the suite its environment and answers it', async () => {
    const { outcome } = await run(
      `const assert = require('node:assert');
       it('has both', async () => {
         assert.equal(process.env.GREETING, 'hello');
         assert.deepEqual(await control({ number: 2 }), { double: 4 });
         assert.equal(await control({ number: 'none' }), null);
       });`,
      {
        setup: setup(`env: { GREETING: 'hello' }, control: async ({ number }) => {
          if (number !== 'none') return { double: 2 * number };
        }`),
      },
    );
    assert.deepEqual(outcome, ran({ passed: 1 }));
  });

  it('hands its errors to the suite', async () => {
    const { outcome, printed } = await run(`it('asks', () => control('x'));`, {
      setup: setup(`control: async () => { throw new Error('not today'); }`),
    });
    assert.deepEqual(outcome, ran({ failed: 1 }));
    assert.match(printed, /control: Error: not today/);
  });

  it('breaks the suite when it fails', async () => {
    const { outcome } = await run(`it('is good', () => {});`, {
      setup: `export const setup = async () => { throw new Error('no port left'); };`,
    });
    assertBroken(outcome, /no port left/);
  });

  it('breaks the suite when it cannot be undone', async () => {
    const { outcome } = await run(`it('is good', () => {});`, {
      setup: setup(`dispose: async () => { throw new Error('still open'); }`),
    });
    assertBroken(outcome, /still open/);
  });

  it('breaks the suite when it is none', async () => {
    assertBroken(
      (await run(`it('is good', () => {});`, { setup: 'export const set = 1;' })).outcome,
      /exports no/,
    );
  });
});
