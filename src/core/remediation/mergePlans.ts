import type { Edit } from './carryOver.ts';
import { folded, pathInside } from './checkPaths.ts';
import type { Plan, Rename } from './plan.ts';
import { isRefusal, type Refusal } from './refusal.ts';

/** Which of several remediations, counted from 0, cannot be applied together with those before it. */
export interface MergeRefusal {
  readonly index: number;
  readonly refusal: Refusal;
}

/**
 * Makes one plan of several for the same texts. The same edit in two of them is done once, since one update can fix several
 * findings; edits that touch each other, like anything else two of them want differently, stop the whole at the first that
 * cannot be joined. Remediations that are already applied are passed over.
 */
export function mergePlans(plans: readonly (Plan | Refusal)[]): Plan | MergeRefusal {
  let merged: Plan | undefined;
  let idle: Refusal = { reason: 'noChange' };
  for (const [index, plan] of plans.entries()) {
    if (isRefusal(plan)) {
      if (plan.reason !== 'noChange' && plan.reason !== 'alreadyApplied') return { index, refusal: plan };
      if (plan.reason === 'alreadyApplied') idle = plan;
      continue;
    }
    const path = merged && contested(merged, plan);
    if (path !== undefined) return { index, refusal: { reason: 'overlap', path } };
    merged = merged ? joined(merged, plan) : plan;
  }
  return merged ?? { index: 0, refusal: idle };
}

/** The first path that the plans do different things to. */
function contested(plan: Plan, other: Plan): string | undefined {
  const uses = usesOf(plan);
  for (const [key, { path, use }] of usesOf(other)) {
    const before = uses.get(key);
    if (before && !(before.path === path && areFriendly(use, before.use))) return path;
  }
  for (const [path, edits] of other.edits)
    if (joinEdits(plan.edits.get(path) ?? [], edits) === undefined) return path;
  return pathInside([...uses.keys(), ...usesOf(other).keys()]);
}

/** What becomes of a path, as text that is equal for equal fates. */
interface Use {
  readonly path: string;
  readonly use: string;
}

/** By the path as systems see it that pass over the case of letters. */
function usesOf({ edits, creations, deletions, renames, modeChanges }: Plan): ReadonlyMap<string, Use> {
  const uses = [
    ...[...edits.keys()].map((path) => [path, edited] as const),
    ...[...modeChanges].map(([path, mode]) => [path, `${executable}${mode}`] as const),
    ...[...creations].map(([path, text]) => [path, `created ${text}`] as const),
    ...deletions.map((path) => [path, 'deleted'] as const),
    ...renames.flatMap(({ from, to }) => [
      [to, `comes ${from}`] as const,
      [from, `${renamed}${to}`] as const,
    ]),
  ];
  return new Map(uses.map(([path, use]) => [folded(path), { path, use }]));
}

const edited = 'edited';
const executable = 'executable ';
const renamed = 'renamed ';

/** Edits go together with a rename, and with being made executable. */
function areFriendly(use: string, other: string): boolean {
  const [mild, more] = use === edited ? [use, other] : [other, use];
  return use === other || (mild === edited && (more.startsWith(executable) || more.startsWith(renamed)));
}

function joined(plan: Plan, other: Plan): Plan {
  const edits = new Map(plan.edits);
  for (const [path, more] of other.edits) edits.set(path, joinEdits(edits.get(path) ?? [], more) ?? []);
  const isNew = ({ from }: Rename) => plan.renames.every((rename) => rename.from !== from);
  return {
    edits,
    creations: new Map([...plan.creations, ...other.creations]),
    deletions: [...new Set([...plan.deletions, ...other.deletions])],
    renames: [...plan.renames, ...other.renames.filter(isNew)],
    modeChanges: new Map([...plan.modeChanges, ...other.modeChanges]),
    paths: [...new Set([...plan.paths, ...other.paths])],
  };
}

/** `undefined` where some of them touch each other. */
function joinEdits(edits: readonly Edit[], others: readonly Edit[]): readonly Edit[] | undefined {
  const added = new Set(others.filter((edit) => !edits.some((known) => isSame(known, edit))));
  const all = [...edits, ...added].sort((a, b) => a.start - b.start || a.end - b.end);
  const touches = all.some((edit, index) => {
    const next = all[index + 1];
    return next !== undefined && next.start <= edit.end && added.has(edit) !== added.has(next);
  });
  return touches ? undefined : all;
}

function isSame(edit: Edit, other: Edit): boolean {
  return edit.start === other.start && edit.end === other.end && edit.text === other.text;
}
