import { eachInTurns, type Turns } from '../base/turns.ts';
import { compareAlgorithms, type Identity } from './identityOf.ts';

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
  const rest = new Set(base);
  const pass = async (mark: (item: Identified) => string | undefined, allowed: (h: H, b: B) => boolean) => {
    const byMark = new Map<string, B[]>();
    await eachInTurns(
      rest,
      (item) => {
        const value = mark(item);
        if (value === undefined) return;
        const same = byMark.get(value);
        if (same) same.push(item);
        else byMark.set(value, [item]);
      },
      turns,
    );
    if (byMark.size === 0) return;
    for (const item of head) {
      if (turns.isOver) await turns.pause();
      const value = pairs.has(item) ? undefined : mark(item);
      const same = value === undefined ? undefined : byMark.get(value);
      const index = same?.findIndex((candidate) => allowed(item, candidate)) ?? -1;
      const partner = index < 0 ? undefined : same?.splice(index, 1)[0];
      if (partner === undefined) continue;
      pairs.set(item, partner);
      rest.delete(partner);
    }
  };
  const mayBeSame = (h: H, b: B) => h.uuid === undefined || b.uuid === undefined;
  const unsigned = (h: H, b: B) => mayBeSame(h, b) && bestOfBoth(h, b) === undefined;
  await pass(
    (item) => item.uuid,
    () => true,
  );
  for (const algorithm of algorithmsOf(head)) {
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
  return { pairs, onlyHead: head.filter((item) => !pairs.has(item)), onlyBase: [...rest] };
}

function algorithmsOf(items: readonly Identified[]): readonly string[] {
  const all = new Set<string>();
  for (const { identity } of items) for (const { algorithm } of identity.signatures) all.add(algorithm);
  return [...all].sort(compareAlgorithms);
}

function markOf({ identity }: Identified, algorithm: string): string | undefined {
  return identity.signatures.find((signature) => signature.algorithm === algorithm)?.mark;
}

/** The best algorithm that two findings share decides, as GitLab has it: it tells them apart whatever else looks alike. */
function bestOfBoth(a: Identified, b: Identified): string | undefined {
  return a.identity.signatures.find(({ algorithm }) => markOf(b, algorithm) !== undefined)?.algorithm;
}
