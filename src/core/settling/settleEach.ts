import type { Outcome, SettlingPorts, Target } from './ports.ts';
import type { Underway } from '../model/settlement.ts';

/** GitLab answers a write in a tenth of a second; more at once would only look like an attack. */
const mostAtOnce = 4;

export interface SettleOptions {
  readonly underway: Underway;
  /** How many findings have come to an end. */
  readonly onProgress?: (done: number) => void;
}

/**
 * Does one thing about many findings, a few at a time, with an outcome for each. All are shown as under way at once. When
 * the user stops it, what was sent is waited for, and nothing more is sent. Afterwards GitLab is asked for everything anew.
 *
 * @param act does it for one finding; what it throws is a fault of ours, and leaves no finding under way
 */
export async function settleEach<G>(
  targets: readonly Target[],
  act: (target: Target) => Promise<Outcome>,
  ports: SettlingPorts<G>,
  { underway, onProgress }: SettleOptions,
  signal: AbortSignal,
): Promise<readonly Outcome[]> {
  const waiting = [...targets];
  const end = ports.begin(targets, underway);
  const outcomes = new Map<Target, Outcome>();
  const work = async () => {
    for (let target = waiting.shift(); target; target = waiting.shift()) {
      const outcome: Outcome = signal.aborted
        ? { kind: 'cancelled', target }
        : await act(target).catch((failure: unknown) => ({ kind: 'refused', target, failure }) as const);
      end(target);
      outcomes.set(target, outcome);
      onProgress?.(outcomes.size);
    }
  };
  await Promise.all(Array.from({ length: mostAtOnce }, work));
  const changed = [...outcomes.values()].filter(({ kind }) => kind !== 'cancelled');
  for (const root of new Set(changed.map(({ target }) => target.root))) void ports.refresh(root);
  return targets.flatMap((target) => outcomes.get(target) ?? []);
}
