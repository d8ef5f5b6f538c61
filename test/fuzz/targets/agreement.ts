import { agrees, fixtures, originals } from '../../contracts/agreement.ts';
import { mutate } from '../../support/mutateJson.ts';
import type { Target } from '../target.ts';

/** How often both said the same, and how often each explanation was needed. */
const counts = { held: 0, agreed: 0, explained: new Map<Explanation, number>() };

/** Our schemas and GitLab's official ones take and refuse the same mutated reports. */
export const agreement: Target = {
  name: 'agreement',
  prepare: () => {
    if (fixtures.length === 0) return Promise.resolve(undefined);
    const all = originals();
    counts.held = counts.agreed = 0;
    counts.explained.clear();
    return Promise.resolve((random, seed) => {
      const of = all[Math.floor(random() * all.length)]!;
      const hold = (except?: string) => {
        // Other seeds than those of the contract tests, which are few.
        const { json, what } = mutate(of.json, 1_000_000 + seed, except);
        const disagreement = agrees(json, of);
        counts.held += 1;
        if (disagreement === undefined) {
          counts.agreed += 1;
          return;
        }
        const explanation = explain(what, disagreement);
        if (explanation === undefined)
          throw new Error(`${of.type} ${of.version ?? ''}, ${what}: ${disagreement}`);
        counts.explained.set(explanation, (counts.explained.get(explanation) ?? 0) + 1);
        // Another version explains itself, and hides whatever else was changed beside it: that is held alone.
        if (explanation === 'another version' && what.includes(', ')) hold('/version');
      };
      hold();
    });
  },
  notes: () => {
    const { held, agreed, explained } = counts;
    const rate = ((100 * agreed) / held).toFixed(3);
    const each = [...explained].map(([why, times]) => `${why} ${times}`).sort();
    return `${agreed} of ${held} agree (${rate} %); explained: ${each.join(', ') || 'none'}`;
  },
};

type Explanation = 'another version' | 'a secret whose location is none';

/**
 * Where we mean to say something else. A report that names another version is held against that one, and the official schema
 * here is that of the version it had. The official schema of secrets in 14.0 asks for a location, but not that it be one;
 * a finding without any is read, and the flaw is told.
 */
function explain(what: string, disagreement: string): Explanation | undefined {
  if (what.split(', ').some((one) => /^(alter|retype) \/version$/.test(one))) return 'another version';
  if (/^only ours refuses, vulnerabilities\[\d+\]\.location must be an object/.test(disagreement))
    return 'a secret whose location is none';
  return undefined;
}
