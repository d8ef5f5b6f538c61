import type { SuiteSetup } from '../../../vscode/suites/setup.ts';

/** What a suite can ask of its setup; arguments and answers travel as JSON. */
export type Controls = Readonly<Record<string, (...args: never[]) => unknown>>;

/** The setup's end of `outside()`. */
export function answer(controls: Controls): NonNullable<SuiteSetup['control']> {
  return async (message) => {
    const { call, args } = message as { readonly call: string; readonly args: never[] };
    const act = controls[call];
    if (!act) throw new Error(`the setup has no control ${call}`);
    return await act(...args);
  };
}
