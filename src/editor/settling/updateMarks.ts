import type { KeptMarks } from '../../core/settling/keptMarks.ts';
import type { Marks } from '../../core/settling/marks.ts';
import type { Target } from '../../core/settling/ports.ts';

/** Changes the marks of findings, once for each repository: every change is kept and shown. */
export function updateMarks<T extends Pick<Target, 'root' | 'finding'>>(
  marks: Marks,
  targets: readonly T[],
  change: (own: KeptMarks, target: T) => KeptMarks,
): void {
  for (const root of new Set(targets.map((target) => target.root))) {
    const own = targets.filter((target) => target.root === root);
    const byKey = new Map(own.map((target) => [target.finding.key, target]));
    marks.update(root, [...byKey.keys()], (before, key) => {
      const target = byKey.get(key);
      return target ? change(before, target) : before;
    });
  }
}
