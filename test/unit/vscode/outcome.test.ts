import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Total, type Outcome } from '../../vscode/suites/outcome.ts';

const ran = (passed: number, failed = 0, skipped = 0): Outcome => ({ kind: 'ran', passed, failed, skipped });

describe('the total of a run', () => {
  it('is good when tests passed and none failed', () => {
    const total = new Total();
    assert.equal(total.add(ran(2), { filtered: false }), undefined);
    assert.equal(total.add(ran(1, 0, 3), { filtered: false }), undefined);
    assert.equal(total.isGood, true);
    assert.equal(String(total), '3 skipped\n3 passed, 0 failed');
  });

  it('is bad when a test failed', () => {
    const total = new Total();
    total.add(ran(2, 1), { filtered: false });
    assert.equal(total.isGood, false);
    assert.equal(String(total), '2 passed, 1 failed');
  });

  it('is bad when a suite broke, and says why', () => {
    const total = new Total();
    total.add(ran(2), { filtered: false });
    assert.equal(total.add({ kind: 'broken', reason: 'it fell' }, { filtered: false }), 'it fell');
    assert.equal(total.isGood, false);
    assert.equal(String(total), '2 passed, 1 failed');
  });

  it('is bad when a suite had no tests, unless only some were asked for', () => {
    const total = new Total();
    total.add(ran(2), { filtered: true });
    assert.equal(total.add(ran(0), { filtered: true }), undefined);
    assert.equal(total.isGood, true);
    assert.equal(total.add(ran(0), { filtered: false }), 'it has no tests');
    assert.equal(total.isGood, false);
  });

  it('is bad when nothing passed', () => {
    assert.equal(new Total().isGood, false);
    const skippedOnly = new Total();
    skippedOnly.add(ran(0, 0, 5), { filtered: false });
    assert.equal(skippedOnly.isGood, false);
  });
});
