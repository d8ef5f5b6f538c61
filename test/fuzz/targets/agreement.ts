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
      if (disagreement === undefined || isExplained(what, disagreement)) return;
      throw new Error(`${of.type} ${of.version ?? ''}, ${what}: ${disagreement}`);
    });
  },
};

/**
 * Where we mean to say something else. A report that names another version is held against that one, and the official schema
 * here is that of the version it had. The official schema of secrets in 14.0 asks for a location, but not that it be one;
 * a finding without any is read, and the flaw is told.
 */
function isExplained(what: string, disagreement: string): boolean {
  return (
    /(alter|retype) \/version/.test(what) ||
    /^only ours refuses, vulnerabilities\[\d+\]\.location must be an object/.test(disagreement)
  );
}
