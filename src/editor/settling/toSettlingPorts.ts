import type { SettlingPorts } from '../../core/settling/ports.ts';
import type { SettlingHandlersPorts } from './settlingHandlers.ts';

/** What the core needs to settle findings, out of what the editor has. */
export function toSettlingPorts<G>(
  { store, marks, refreshers, logger }: SettlingHandlersPorts,
  connect: SettlingPorts<G>['connect'],
): SettlingPorts<G> {
  return {
    connect,
    logger,
    amend: ({ root, finding }, change) => store.amend(root, [finding.key], change),
    begin: (targets, underway) => {
      const roots = [...new Set(targets.map(({ root }) => root))];
      const ends = new Map(
        roots.map((root) => {
          const keys = targets.filter((target) => target.root === root).map(({ finding }) => finding.key);
          return [root, marks.begin(root, keys, underway)] as const;
        }),
      );
      return ({ root, finding }) => ends.get(root)?.(finding.key);
    },
    refresh: (root) => refreshers.refresh(root),
  };
}
