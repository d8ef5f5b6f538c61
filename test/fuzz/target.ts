import type { Random } from '../../bench/placement/random.ts';

/** Makes one input out of chance, hands it to the code under test, and throws where that does what it must not. */
export type TryOne = (random: Random, seed: number) => unknown;

export interface Target {
  readonly name: string;
  /** `undefined` where what it is made of is not here. */
  prepare(): Promise<TryOne | undefined>;
  /** What else there is to tell of the inputs since then. */
  readonly notes?: () => string;
}
