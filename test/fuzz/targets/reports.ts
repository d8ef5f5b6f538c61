import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { bytesOf, fixtures } from '../../contracts/agreement.ts';
import { reportFixture } from '../../support/reportFixture.ts';
import { assertWellFormed } from '../../support/wellFormedReport.ts';
import { mutateBytes } from '../mutateBytes.ts';
import { mutateJsonText } from '../mutateJsonText.ts';
import type { Target } from '../target.ts';

/** Real reports and our own. Of long ones the first findings are enough, and quick. */
function reports(): { readonly texts: readonly Uint8Array[]; readonly jsons: readonly unknown[] } {
  const own = readdirSync(join(import.meta.dirname, '../../fixtures/reports')).map(reportFixture);
  const texts = [...own, ...fixtures.map(bytesOf)];
  const jsons = texts.flatMap((bytes) => {
    try {
      return [shortened(JSON.parse(new TextDecoder().decode(bytes)))];
    } catch {
      return [];
    }
  });
  const short = jsons.map((json) => new TextEncoder().encode(JSON.stringify(json, null, 1)));
  return { texts: [...texts.filter(({ length }) => length < 50_000), ...short], jsons };
}

function shortened(json: unknown): unknown {
  if (typeof json !== 'object' || json === null) return json;
  return Object.fromEntries(
    Object.entries(json).map(([name, value]: [string, unknown]) => [
      name,
      Array.isArray(value) ? value.slice(0, 2) : value,
    ]),
  );
}

export const reportFields: Target = {
  name: 'reportFields',
  prepare: () => {
    const { jsons } = reports();
    return Promise.resolve((random) =>
      assertWellFormed(mutateJsonText(jsons[Math.floor(random() * jsons.length)], random)),
    );
  },
};

export const reportBytes: Target = {
  name: 'reportBytes',
  prepare: () => {
    const { texts } = reports();
    return Promise.resolve((random) =>
      assertWellFormed(mutateBytes(texts[Math.floor(random() * texts.length)]!, random)),
    );
  },
};
