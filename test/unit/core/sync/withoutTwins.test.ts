import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeScene } from '../../../gitlab/support/scene.ts';
import { runReady } from '../../../support/run.ts';
import { sastReport, vulnerability } from '../../../support/reportFixture.ts';

const cwe = { type: 'cwe', name: 'CWE-89', value: '89' };
const shared = { type: 'bandit_test_id', name: 'Bandit Test ID B608', value: 'B608' };
const own = { type: 'semgrep_id', name: 'python.sql', value: 'python.sql' };
const at = (line: number) => ({ file: 'src/new.ts', start_line: line, end_line: line });

function job(scanner: string, ...vulnerabilities: readonly unknown[]) {
  const report = sastReport(...vulnerabilities);
  const tool = { id: scanner, name: scanner.toUpperCase(), version: '1', vendor: { name: 'X' } };
  return {
    name: `${scanner}-sast`,
    reports: { sast: { ...report, scan: { ...report.scan, scanner: tool } } },
  };
}

test('what two scanners found at one place is shown once, and both are named', async (t) => {
  const { gitlab, token, repository, project, mergeRequest } = await makeScene(t, {
    tier: 'free',
    version: '19.4.0',
  });
  gitlab.addPipeline(project, {
    mergeRequest,
    jobs: [
      job(
        'semgrep',
        vulnerability({ id: 's1', name: 'Injection', identifiers: [own, shared, cwe], location: at(3) }),
        vulnerability({ id: 's2', name: 'Only Semgrep', identifiers: [own, cwe], location: at(5) }),
        vulnerability({ id: 's3', name: 'Twice', identifiers: [own, shared], location: at(7) }),
      ),
      job(
        'bandit',
        vulnerability({ id: 'b1', name: 'SQL by hand', identifiers: [shared, cwe], location: at(3) }),
        vulnerability({
          id: 'b2',
          name: 'Only Bandit',
          identifiers: [{ ...shared, value: 'B1' }, cwe],
          location: at(5),
        }),
        vulnerability({ id: 'b3', name: 'Elsewhere', identifiers: [shared], location: at(8) }),
      ),
    ],
  });
  const { findings } = await runReady({ url: gitlab.url, token, clone: repository.clone });
  const told = findings.map(
    ({ title, scanner, otherScanners = [] }) =>
      `${title}: ${[scanner, ...otherScanners].map(({ name }) => name).join(', ')}`,
  );
  assert.deepEqual(told.sort(), [
    'Elsewhere: BANDIT',
    'Only Bandit: BANDIT',
    'Only Semgrep: SEMGREP',
    'Rule old: Semgrep',
    'SQL by hand: BANDIT, SEMGREP',
    'Twice: SEMGREP',
  ]);
  const both = findings.find(({ title }) => title === 'SQL by hand');
  assert.deepEqual(
    both?.sources.map((source) => (source.kind === 'artifact' ? source.job : '')),
    ['bandit-sast', 'semgrep-sast'],
  );
});
