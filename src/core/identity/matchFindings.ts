import { eachInTurns, mapInTurns, type Turns } from '../base/turns.ts';
import { trackingAlgorithms, type TrackingAlgorithm } from '../model/finding.ts';
import type { Identity } from './identityOf.ts';
import { Partners } from './partners.ts';

/** Something that can be recognised; `uuid` decides where both sides have one. */
export interface Identified {
  readonly uuid?: string;
  readonly identity: Identity;
}

/** Which of two lists' entries are the same finding; every entry is in at most one pair. */
export interface Matches<H, B> {
  readonly pairs: ReadonlyMap<H, B>;
  readonly onlyHead: readonly H[];
  readonly onlyBase: readonly B[];
}

/**
 * Pairs findings of two pipelines or of two sources. The surest mark is tried on all findings before the next one, so
 * that a weak likeness never takes a partner away from a strong one.
 */
export async function matchFindings<H extends Identified, B extends Identified>(
  head: readonly H[],
  base: readonly B[],
  turns: Turns,
): Promise<Matches<H, B>> {
  const pairs = new Map<H, B>();
  if (head.length === 0 || base.length === 0) return { pairs, onlyHead: head, onlyBase: base };
  const rest = new Set<B>();
  await eachInTurns(base, (item) => rest.add(item), turns);
  const pass = async (mark: (item: Identified) => string | undefined, allowed: (h: H, b: B) => boolean) => {
    const byMark = new Map<string, B[]>();
    const list = (item: B) => {
      const value = mark(item);
      if (value === undefined) return;
      const same = byMark.get(value);
      if (same) same.push(item);
      else byMark.set(value, [item]);
    };
    await eachInTurns(rest, list, turns);
    if (byMark.size === 0) return;
    const several = new Map<readonly B[], Partners<B>>();
    const take = (same: B[], isAllowed: (candidate: B) => boolean) => {
      const [only] = same;
      if (same.length <= 1) return only && isAllowed(only) ? same.pop() : undefined;
      const partners = several.get(same) ?? new Partners(same, kindOf);
      several.set(same, partners);
      return partners.take(isAllowed);
    };
    const pair = (item: H) => {
      const value = pairs.has(item) ? undefined : mark(item);
      const same = value === undefined ? undefined : byMark.get(value);
      const partner = same && take(same, (candidate) => allowed(item, candidate));
      if (partner === undefined) return;
      pairs.set(item, partner);
      rest.delete(partner);
    };
    await eachInTurns(head, pair, turns);
  };
  const mayBeSame = (h: H, b: B) => h.uuid === undefined || b.uuid === undefined;
  const unsigned = (h: H, b: B) => mayBeSame(h, b) && bestOfBoth(h, b) === undefined;
  await pass(
    (item) => item.uuid,
    () => true,
  );
  for (const algorithm of trackingAlgorithms) {
    await pass(
      (item) => markOf(item, algorithm),
      (h, b) => mayBeSame(h, b) && bestOfBoth(h, b) === algorithm,
    );
  }
  await pass((item) => item.identity.text, unsigned);
  // The same line says something only where one side's text is not known: with both texts known they differ.
  await pass(
    (item) => item.identity.place,
    (h, b) => unsigned(h, b) && (h.identity.text === undefined || b.identity.text === undefined),
  );
  const onlyHead: H[] = [];
  const keep = (item: H) => {
    if (!pairs.has(item)) onlyHead.push(item);
  };
  await eachInTurns(head, keep, turns);
  return { pairs, onlyHead, onlyBase: await mapInTurns(rest, (item) => item, turns) };
}

/** All that a pass asks of a finding besides its mark: of two of a kind, both are allowed or neither is. */
function kindOf({ uuid, identity: { signatures, text } }: Identified): string {
  const algorithms = signatures.map(({ algorithm }) => algorithm);
  return [uuid === undefined, text === undefined, ...algorithms].join();
}

function markOf({ identity }: Identified, algorithm: TrackingAlgorithm): string | undefined {
  return identity.signatures.find((signature) => signature.algorithm === algorithm)?.mark;
}

/** The best algorithm that two findings share decides, as GitLab has it: it tells them apart whatever else looks alike. */
function bestOfBoth(a: Identified, b: Identified): TrackingAlgorithm | undefined {
  return a.identity.signatures.find(({ algorithm }) => markOf(b, algorithm) !== undefined)?.algorithm;
}
