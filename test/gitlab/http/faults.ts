import { type Aim, type Fault, isAimedAt } from './fault.ts';

/** What is to go wrong, and how slow things are. */
export class Faults {
  #planned: { readonly target: string; readonly fault: Fault; times: number; skip: number }[] = [];
  readonly #delays = new Map<string, number>();

  /** @param skip how many such requests come off well before */
  add(target: string, fault: Fault, times: number, skip: number): void {
    this.#planned.push({ target, fault, times, skip });
  }

  delay(target: string, ms: number): void {
    this.#delays.set(target, ms);
  }

  clear(): void {
    this.#planned = [];
    this.#delays.clear();
  }

  /** The next fault planned for this request, used up once. Faults of one target come in the order added. */
  take(aim: Aim): Fault | undefined {
    const next = this.#planned.find((one) => one.times > 0 && isAimedAt(one.target, aim) && !spare(one));
    if (next) next.times -= 1;
    return next?.fault;
  }

  /** A delay of the route counts instead of the general one. */
  delayOf(aim: Aim): number {
    const own = [...this.#delays].filter(([target]) => target !== '*' && isAimedAt(target, aim));
    return own.at(-1)?.[1] ?? this.#delays.get('*') ?? 0;
  }
}

/** Whether it is to leave this request alone. */
function spare(planned: { skip: number }): boolean {
  if (planned.skip === 0) return false;
  planned.skip -= 1;
  return true;
}
