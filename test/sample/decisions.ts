import type { DismissalReason } from '../../src/core/model/finding.ts';
import type { GitLab } from '../gitlab/gitLab.ts';
import type { Pipeline } from '../gitlab/state/pipeline.ts';
import type { User } from '../gitlab/state/user.ts';

interface Dismissed {
  readonly title: string;
  /** Where several findings have the title. */
  readonly file?: string;
  readonly reason: DismissalReason;
  readonly comment: string;
  readonly daysAgo: number;
}

const dismissals: readonly Dismissed[] = [
  {
    title: 'RSA private key',
    reason: 'used_in_tests',
    comment: 'Made for the tests of the webhooks; nothing trusts it.',
    daysAgo: 9,
  },
  {
    title: 'Listens on all interfaces',
    reason: 'mitigating_control',
    comment: 'The service runs in a container, and the network policy lets only the ingress in.',
    daysAgo: 9,
  },
  {
    title: 'CVE-2011-3374 in apt',
    reason: 'not_applicable',
    comment: 'Nothing in the image runs apt-key.',
    daysAgo: 4,
  },
  {
    title: 'Unchecked text in a log',
    reason: 'false_positive',
    comment: 'The log is JSON, line breaks are escaped.\n\nSee `gunicorn.conf.py` of the deployment.',
    daysAgo: 0,
  },
];

/** What the maintainer has decided about the findings so far. GitLab has a place for that on Ultimate only. */
export function decide(gitlab: GitLab, head: Pipeline, maintainer: User, now: Date): void {
  if (gitlab.settings.tier !== 'ultimate') return;
  for (const { title, file, reason, comment, daysAgo } of dismissals) {
    const at = new Date(now.getTime() - daysAgo * 86_400_000 - 600_000);
    gitlab.dismiss(uuidOf(gitlab, head, title, file), { reason, comment, by: maintainer, at });
  }
  gitlab.addIssue(uuidOf(gitlab, head, 'Deserialisation of untrusted data'));
}

/** GitLab's uuid of a finding, which has to be the only one with its title (and file). */
export function uuidOf(gitlab: GitLab, pipeline: Pipeline, title: string, file?: string): string {
  const found = gitlab
    .findingsOf(pipeline)
    .filter((one) => one.title === title && (file === undefined || one.location.file === file));
  const [finding] = found;
  if (found.length !== 1 || finding?.uuid === undefined) {
    throw new Error(`${found.length} findings are called ${title}`);
  }
  return finding.uuid;
}
