import { settlingCommandNames, type SettlingCommandName } from './names.ts';
import type { Handler } from './registerCommands.ts';
import type { SettlingHandlersPorts } from '../settling/settlingHandlers.ts';

/** Commands that change something: nobody needs what they do before the first of them. */
export function settlingCommands(
  ports: SettlingHandlersPorts,
): Readonly<Record<SettlingCommandName, Handler>> {
  let loaded: Promise<Readonly<Record<SettlingCommandName, Handler>>> | undefined;
  const load = () =>
    (loaded ??= import('../settling/settlingHandlers.ts').then(({ settlingHandlers }) =>
      settlingHandlers(ports),
    ));
  const lazy = (name: SettlingCommandName): Handler => {
    return async (...args) => (await load())[name](...args);
  };
  return Object.fromEntries(settlingCommandNames.map((name) => [name, lazy(name)])) as Record<
    SettlingCommandName,
    Handler
  >;
}
