import { agrees, fixtures, originals } from '../../contracts/agreement.ts';
import { mutate } from '../../support/mutateJson.ts';
import type { Target } from '../target.ts';

/** Our schemas and GitLab's official ones take and refuse the same mutated reports. */
export const agreement: Target = {
  name: 'agreement',
  prepare: () => {
    if (fixtures.length === 0) return Promise.resolve(undefined);
    const all = originals();
    return Promise.resolve((random, seed) => {
      const of = all[Math.floor(random() * all.length)]!;
      // Other seeds than those of the contract tests, which are few.
      const { json, what } = mutate(of.json, 1_000_000 + seed);
      const disagreement = agrees(json, of);
      if (disagreement !== undefined)
        throw new Error(`${of.type} ${of.version ?? ''}, ${what}: ${disagreement}`);
    });
  },
};
