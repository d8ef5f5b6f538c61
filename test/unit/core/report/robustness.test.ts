import { describe, it } from 'node:test';
import fc from 'fast-check';
import { reportTypes } from '../../../../src/core/model/reportType.ts';
import { mutate } from '../../../support/mutateJson.ts';
import { reportFixture } from '../../../support/reportFixture.ts';
import { assertWellFormed } from '../../../support/wellFormedReport.ts';

const files = [
  'sast.json',
  'dast.json',
  'secret-detection.json',
  'dependency-scanning-14.json',
  'cluster-image-scanning.json',
  'bare-array.json',
];

const expectedType = fc.option(fc.constantFrom(...reportTypes), { nil: undefined });

describe('parseReport never throws and always gives a well-formed report', () => {
  it('of any bytes', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), expectedType, assertWellFormed), {
      numRuns: 1000,
    });
  });

  it('of any JSON', () => {
    fc.assert(
      fc.property(fc.json({ noUnicodeString: false }), expectedType, (json, expected) =>
        assertWellFormed(new TextEncoder().encode(json), expected),
      ),
      { numRuns: 500 },
    );
    fc.assert(
      fc.property(fc.array(fc.object({ withNullPrototype: true })), (vulnerabilities) =>
        assertWellFormed(new TextEncoder().encode(JSON.stringify({ version: '15.0.0', vulnerabilities }))),
      ),
      { numRuns: 300 },
    );
  });

  it('of a report with some bytes changed, or cut anywhere', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...files),
        fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 5 }),
        fc.nat(),
        (file, changes, cut) => {
          const bytes = Uint8Array.from(reportFixture(file));
          for (const [at, byte] of changes) bytes[at % bytes.length] = byte;
          assertWellFormed(bytes);
          assertWellFormed(bytes.subarray(0, cut % bytes.length));
        },
      ),
      { numRuns: 500 },
    );
  });

  it('of a report with anything in it removed, retyped or renamed', () => {
    for (const file of files) {
      const original: unknown = JSON.parse(new TextDecoder().decode(reportFixture(file)));
      for (let seed = 1; seed <= 200; seed += 1) {
        const { json, what } = mutate(original, seed);
        try {
          assertWellFormed(new TextEncoder().encode(JSON.stringify(json)), 'sast');
        } catch (error) {
          throw new Error(`${file}, ${what}`, { cause: error });
        }
      }
    }
  });
});
