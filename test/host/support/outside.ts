import { control } from './control.ts';
import type { Controls } from './setup/answer.ts';

type Outside<C extends Controls> = {
  readonly [Name in keyof C]: (...args: Parameters<C[Name]>) => Promise<Awaited<ReturnType<C[Name]>>>;
};

/** The controls of a suite's setup, as if they were here: `outside<Controls>().finish()`. */
export function outside<C extends Controls>(): Outside<C> {
  return new Proxy({} as Outside<C>, {
    get:
      (_, call) =>
      (...args: readonly unknown[]) =>
        control({ call, args }),
  });
}
