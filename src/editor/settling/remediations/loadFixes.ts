import type { FindingDetails, Remediation } from '../../../core/model/finding.ts';
import type { Target } from '../../../core/settling/ports.ts';
import { isOpen } from '../../../core/settling/isOpen.ts';

/** One remediation and all findings of a repository that it fixes. */
export interface Fix {
  readonly remediation: Remediation;
  /** Base64, as in the report. */
  readonly diff: string;
  readonly targets: readonly Target[];
}

export interface LoadFixesPorts {
  /** The long part of a finding, which GitLab may have to be asked for. */
  readonly details: (target: Target) => Promise<FindingDetails | undefined>;
  /** It is not known what else is fixed as well. */
  readonly onFault: (error: unknown) => void;
}

const mostAsked = 40;

/**
 * The remediations of these findings of one repository, each with the other findings whose remediation is the same: an
 * update often fixes several. Findings without a diff are left out. Throws where GitLab does not tell of one of `targets`.
 */
export async function loadFixes(
  targets: readonly Target[],
  { details, onFault }: LoadFixesPorts,
): Promise<readonly Fix[]> {
  const asked = new Set(targets.map(({ finding }) => finding.key));
  const fixes = new Map<string, Fix>();
  for (const [target, remediation] of await askAll(targets, details)) {
    const diff = remediation?.diff;
    if (remediation && diff !== undefined)
      fixes.set(diff, { remediation, diff, targets: [...(fixes.get(diff)?.targets ?? []), target] });
  }
  if (fixes.size === 0) return [];
  const others = targets.slice(0, 1).flatMap(({ root, snapshot }) =>
    snapshot.findings
      .filter((finding) => finding.hasRemediation && !asked.has(finding.key) && isOpen(finding))
      .slice(0, mostAsked)
      .map((finding) => ({ root, snapshot, finding })),
  );
  const quiet = (target: Target) =>
    details(target).catch((error: unknown) => {
      onFault(error);
      return undefined;
    });
  for (const [target, remediation] of await askAll(others, quiet)) {
    const fix = fixes.get(remediation?.diff ?? '');
    if (fix) fixes.set(fix.diff, { ...fix, targets: [...fix.targets, target] });
  }
  return [...fixes.values()];
}

/** All at once: how many requests are under way together is the network's own matter. */
function askAll(
  targets: readonly Target[],
  details: LoadFixesPorts['details'],
): Promise<readonly (readonly [Target, Remediation | undefined])[]> {
  return Promise.all(targets.map(async (target) => [target, remediationOf(await details(target))] as const));
}

function remediationOf(details: FindingDetails | undefined): Remediation | undefined {
  return details?.remediations.find(({ diff = '' }) => diff !== '');
}
