import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isReportType } from '../../src/core/model/reportType.ts';
import { parseReport } from '../../src/core/report/parseReport.ts';
import { mutate } from '../support/mutateJson.ts';
import { reportFixture } from '../support/reportFixture.ts';
import { agrees, bytesOf, fixtures, officialOf, originals, ownReports, subjects } from './agreement.ts';

const skip = fixtures.length > 0 ? false : 'the folder with the official contracts is not here';

/** Reports that hold nothing to read: everything else must give each of its findings. */
const unreadable = fixtures.filter(
  ({ type, file }) =>
    type === 'not JSON' ||
    type === 'cyclonedx' ||
    /api_fuzzing_invalid|raw-trivy-under|scripts__gl-sast-report/.test(file),
);

describe('real reports', { skip }, () => {
  it('are all here', () => assert.equal(fixtures.length, 90));

  for (const fixture of fixtures.filter((each) => !unreadable.includes(each))) {
    it(`gives every finding of ${fixture.file}`, () => {
      const report = parseReport(bytesOf(fixture));
      assert.equal(report.findings.length, fixture.findings);
      if (isReportType(fixture.type)) assert.equal(report.type, fixture.type);
      if (fixture.valid === 'yes') assert.deepEqual(report.problems, []);
      for (const { title, scanner } of report.findings) assert.ok(title && scanner.id);
      for (const { line, column } of report.problems) assert.ok(line && column);
    });
  }

  for (const fixture of unreadable) {
    it(`says in one sentence what ${fixture.file} is`, () => {
      const { findings, problems } = parseReport(bytesOf(fixture));
      assert.equal(findings.length, 0);
      assert.equal(problems.length, 1);
    });
  }
});

describe('our schemas and the official ones', { skip }, () => {
  it('agree on every report of a version they were written for', () => {
    const disagreeing = subjects.filter(
      (fixture) => agrees(JSON.parse(new TextDecoder().decode(bytesOf(fixture))), fixture) !== undefined,
    );
    assert.deepEqual(
      disagreeing.map(({ file }) => file),
      [],
    );
  });

  it('agree on our own reports, which use what the real ones here do not', () => {
    for (const { file, type, version } of ownReports) {
      const json: unknown = JSON.parse(new TextDecoder().decode(reportFixture(file)));
      assert.equal(officialOf({ type, version })?.(json), true, file);
      assert.equal(agrees(json, { type, version }), undefined, file);
    }
  });

  it('take what the oldest official ones take, of older versions', () => {
    const older = fixtures.filter((fixture) => isReportType(fixture.type) && !subjects.includes(fixture));
    const refused = older.filter(
      (fixture) => fixture.valid === 'yes' && parseReport(bytesOf(fixture)).problems.length > 0,
    );
    assert.ok(older.length > 10);
    assert.deepEqual(refused, []);
  });

  it('agree on thousands of mutated reports', (test) => {
    const disagreements = new Map<string, number>();
    let [total, flawed, disagreed] = [0, 0, 0];
    for (const { json, isOwn, ...of } of originals()) {
      for (let count = 0; count < (isOwn ? 400 : 60); count += 1) {
        total += 1;
        const mutation = mutate(json, total);
        if (!officialOf(of)?.(mutation.json)) flawed += 1;
        const disagreement = agrees(mutation.json, of);
        if (disagreement === undefined) continue;
        disagreed += 1;
        const key = `${mutation.what.replace(/\/\d+/g, '/*')}: ${disagreement}`;
        disagreements.set(key, (disagreements.get(key) ?? 0) + 1);
      }
    }
    const rate = ((total - disagreed) / total) * 100;
    test.diagnostic(`${rate.toFixed(2)} % agreement on ${total} mutated reports, ${flawed} of them flawed`);
    assert.ok(total > 5000);
    // The mutations are the same every time, and we agree on all of them: a change here is a decision.
    assert.deepEqual([...disagreements], []);
  });
});
