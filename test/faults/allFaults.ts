import { pick, type Random } from '../../bench/placement/random.ts';
import { brokenConnections } from './brokenConnections.ts';
import { damagedAnswers } from './damagedAnswers.ts';
import { redirectsTo } from './redirects.ts';
import { refusals } from './refusals.ts';
import { meaningOf, type Kind, type WireFault } from './wireFault.ts';

/**
 * The faults that one read meets in a round, in random order: all that mean something to it, and of those that take long
 * only one, so that many rounds meet them all.
 *
 * @param elsewhere another server's address
 */
export function faultsOf(
  kind: Kind,
  isSecure: boolean,
  elsewhere: string,
  random: Random,
): readonly WireFault[] {
  // What is inside of an answer is the same with TLS, which takes its time.
  const inside = isSecure ? [] : [...refusals, ...damagedAnswers];
  const all = [...inside, ...brokenConnections, ...redirectsTo(elsewhere)].filter(
    (fault) => meaningOf(fault, kind) !== undefined && (isSecure || !fault.needsTls),
  );
  const quick = all.filter(({ isCostly }) => !isCostly);
  const costly = all.filter(({ isCostly }) => isCostly);
  return pick([...quick, ...pick(costly, 1, random)], all.length, random);
}
