import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { bigReport } from '../../../../bench/bigReport.ts';
import { parseReport } from '../../../../src/core/report/parseReport.ts';
import { splitReport } from '../../../../src/core/report/splitReport.ts';
import { reportFixture } from '../../../support/reportFixture.ts';

const bytesOf = (text: string) => new TextEncoder().encode(text);
const entries = Array.from({ length: 12 }, (_, id) => ({
  id,
  name: `“${id}” ], }, {\\"`,
  list: [{ id: 1 }],
}));

/** The report as it was put together again, or what became of that. */
function joined(text: string, piece = 40): unknown {
  const split = splitReport(bytesOf(text), piece);
  if (!split) return undefined;
  try {
    return { ...split.rest, vulnerabilities: [...split.vulnerabilities] };
  } catch {
    return 'a piece is no JSON';
  }
}

describe('splitReport', () => {
  it('gives what the whole would, wherever the list stands and however it is written', () => {
    for (const indent of [0, 2, '\t'] as const) {
      for (const report of [
        { vulnerabilities: entries },
        { version: '15.0.0', scan: { a: ['x', { vulnerabilities: [1] }] }, vulnerabilities: entries },
        { vulnerabilities: entries, remediations: [{ fixes: [{ id: 'a' }], diff: ']}' }] },
      ]) {
        const text = JSON.stringify(report, null, indent);
        assert.deepEqual(joined(text), report, text);
        assert.deepEqual(joined(`\uFEFF${text}`), report, text);
      }
    }
  });

  it('takes nothing for valid that the whole is not, and nothing for the list that is none', () => {
    const text = JSON.stringify({ version: '1', vulnerabilities: entries });
    const list = JSON.stringify(entries);
    for (const flawed of [
      text.slice(0, -1),
      `${text}}`,
      text.replace('},{"id":5', '},,{"id":5'),
      text.replace('},{"id":5', '}{"id":5'),
      text.replace('},{"id":5', '},\uFEFF{"id":5'),
      text.replace(/\]\}$/, ',]}'),
      `{"vulnerabilities":[${' '.repeat(100)},${list.slice(1)}}`,
    ]) {
      assert.throws(() => JSON.parse(flawed) as unknown);
      assert.ok([undefined, 'a piece is no JSON'].includes(joined(flawed) as string), flawed);
    }
    assert.equal(joined(`{"vulnerabilities":${list},"vulnerabilities":[]}`), undefined);
    assert.equal(
      joined(`{"vulnerabilities":${list},"vulner\\u0061bilities":"${'-'.repeat(99)}"}`),
      undefined,
    );
    assert.equal(joined(list), undefined);
    assert.equal(joined(`{"a":{"vulnerabilities":${list}}}`), undefined);
  });

  it('leaves what is short, and texts of another encoding, whole', () => {
    const text = JSON.stringify({ vulnerabilities: entries });
    assert.equal(joined(text, text.length), undefined);
    assert.equal(splitReport(new Uint8Array(Buffer.from(`\uFEFF${text}`, 'utf16le')), 40), undefined);
  });

  it('is right about every fixture that it cuts', () => {
    const names = readdirSync(join(import.meta.dirname, '../../../fixtures/reports'));
    for (const name of names) {
      const bytes = reportFixture(name);
      const found = joined(new TextDecoder().decode(bytes), 60);
      if (typeof found !== 'object') continue;
      assert.deepEqual(found, JSON.parse(new TextDecoder().decode(bytes)), name);
    }
  });
});

describe('parseReport, reports that are long', () => {
  const long = bigReport(700_000);

  it('are cut, and every finding comes in its place', () => {
    assert.ok(splitReport(bytesOf(long)));
    const { findings, problems, type, version } = parseReport(bytesOf(long));
    const { vulnerabilities } = JSON.parse(long) as { vulnerabilities: { location: { file: string } }[] };
    assert.deepEqual({ problems, type, version }, { problems: [], type: 'sast', version: '15.2.4' });
    assert.deepEqual(
      findings.map(({ location }) => 'file' in location && location.file),
      vulnerabilities.map(({ location }) => location.file),
    );
  });

  it('have their flaws where they are in the file', () => {
    const at = long.lastIndexOf('"severity": "High"');
    const flawed = `${long.slice(0, at)}"severity": "Hell"${long.slice(at + 18)}`;
    const { problems, findings } = parseReport(bytesOf(flawed));
    assert.equal(problems.length, 1);
    const [{ line = 0, column = 0, pointer = '', message } = { message: '' }] = problems;
    assert.equal(flawed.split('\n')[line - 1]?.slice(column - 1), '"Hell",');
    assert.match(pointer, /^\/vulnerabilities\/\d{3}\/severity$/);
    assert.match(message, /^vulnerabilities\[\d+\]\.severity is “Hell”/);
    assert.ok(findings.length > 350);
  });

  it('and broken far behind, say where', () => {
    const at = long.lastIndexOf('"severity"');
    const { problems, findings } = parseReport(bytesOf(`${long.slice(0, at)}severity${long.slice(at)}`));
    assert.equal(findings.length, 0);
    assert.match(problems[0]?.message ?? '', /goes wrong at line \d{4,}/);
  });
});
