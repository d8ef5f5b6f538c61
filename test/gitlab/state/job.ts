import type { Artifact, Content } from './artifact.ts';
import type { Pipeline } from './pipeline.ts';

export type ArtifactAccess = 'all' | 'developer';

export interface Job {
  readonly id: number;
  readonly name: string;
  readonly stage: string;
  readonly pipeline: Pipeline;
  /** The `artifacts:reports` its configuration declares, whether or not they are there yet. */
  readonly reportTypes: readonly string[];
  readonly access: ArtifactAccess;
  readonly allowFailure: boolean;
  readonly createdAt: Date;
  artifacts: readonly Artifact[];
  status: string;
  finishedAt: Date | undefined;
  expireAt: Date | undefined;
}

export interface JobOptions {
  readonly name: string;
  readonly stage?: string;
  /** Default: success once the pipeline is finished, else running. */
  readonly status?: string;
  /** File type (`sast`) to the report; an object is written as JSON. */
  readonly reports?: Readonly<Record<string, Content>>;
  /** Reports the job declares without having uploaded them. */
  readonly reportTypes?: readonly string[];
  /** Path to content, of the zip archive (`artifacts:paths`). */
  readonly archive?: Readonly<Record<string, Content>>;
  /** Who may download: GitLab's templates say `developer`. */
  readonly access?: ArtifactAccess;
  readonly allowFailure?: boolean;
  readonly expireAt?: Date;
}
