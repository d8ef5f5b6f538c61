/** `ce` is the Community Edition; `free` an Enterprise Edition without a licence. */
export type Tier = 'ce' | 'free' | 'ultimate';

export interface GitLabSettings {
  /** As `/metadata` gives it, without the edition: `18.8.2`. */
  readonly version: string;
  readonly tier: Tier;
  /** A loopback address. A remote window leads 127.0.0.1 in the browser to a port of its server, others it leaves alone. */
  readonly address: string;
  /** Where GitLab lives below the origin: `''` or `/gitlab`. */
  readonly subPath: string;
  /** Whether a parent pipeline's findings include those of its children. */
  readonly findingsOfChildren: boolean;
  /** What `securityReportFindings` gives who may not see findings; GitLab is not documented to do either. */
  readonly forbiddenFindings: 'null' | 'empty';
  /** Whether an issue from a finding takes who may change findings, not only who may create issues. */
  readonly issuesTakeMaintainer: boolean;
  /** Answer artifact downloads with a redirect to a signed URL on another origin. */
  readonly objectStore: boolean;
  /** Requests per window for everyone together; 0 is no limit. */
  readonly rateLimit: { readonly requests: number; readonly windowMs: number };
  /** GitLab counts the text of all queries of one HTTP request. */
  readonly maxQueryCharacters: number;
}

export type GitLabOptions = Partial<GitLabSettings>;

export function completeSettings(options: GitLabOptions): GitLabSettings {
  const version = options.version ?? '18.8.2';
  return {
    tier: 'ultimate',
    address: '127.0.0.1',
    subPath: '',
    findingsOfChildren: isAtLeast(version, 18),
    forbiddenFindings: 'null',
    issuesTakeMaintainer: !isAtLeast(version, 18),
    objectStore: false,
    rateLimit: { requests: 0, windowMs: 60_000 },
    maxQueryCharacters: 10_000,
    ...options,
    version,
  };
}

export function isAtLeast(version: string, major: number, minor = 0): boolean {
  const [ownMajor = 0, ownMinor = 0] = version.split('.').map((part) => Number.parseInt(part, 10));
  return ownMajor > major || (ownMajor === major && ownMinor >= minor);
}
