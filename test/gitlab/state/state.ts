import type { GitLabSettings } from '../settings.ts';
import { Issues } from './issues.ts';
import { OAuthState } from '../oauth/oauthState.ts';
import type { Discussion } from './discussion.ts';
import type { MergeRequest } from './mergeRequest.ts';
import type { Pipeline } from './pipeline.ts';
import type { Group, Project } from './project.ts';
import { Sequence } from './sequence.ts';
import type { Token } from './token.ts';
import type { User } from './user.ts';
import { Vulnerabilities } from './vulnerabilities.ts';

/** Everything one GitLab knows. REST and GraphQL both answer from here, so they cannot disagree. */
export class State {
  readonly settings: GitLabSettings;
  readonly ids = new Sequence();
  readonly users: User[] = [];
  readonly tokens: Token[] = [];
  readonly groups: Group[] = [];
  readonly projects: Project[] = [];
  readonly mergeRequests: MergeRequest[] = [];
  readonly pipelines: Pipeline[] = [];
  readonly discussions: Discussion[] = [];
  readonly issues = new Issues(this.ids, this.users);
  readonly oauth = new OAuthState();
  readonly vulnerabilities: Vulnerabilities;
  /** Origin and sub-path, known once the server listens. */
  url = '';

  constructor(settings: GitLabSettings) {
    this.settings = settings;
    this.vulnerabilities = new Vulnerabilities(this.ids);
  }

  project(idOrPath: string): Project | undefined {
    const isId = /^\d+$/.test(idOrPath);
    // GitLab's paths are case-insensitive.
    return this.projects.find((project) =>
      isId ? project.id === Number(idOrPath) : project.path.toLowerCase() === idOrPath.toLowerCase(),
    );
  }

  pipelinesOf(project: Project): readonly Pipeline[] {
    return this.pipelines.filter((pipeline) => pipeline.project === project).sort((a, b) => b.id - a.id);
  }

  mergeRequestsOf(project: Project): readonly MergeRequest[] {
    return this.mergeRequests.filter((mergeRequest) => mergeRequest.project === project);
  }

  webUrl(project: Project): string {
    return `${this.url}/${project.path}`;
  }
}
