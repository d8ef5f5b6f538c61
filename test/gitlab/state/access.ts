import { accessLevels, type Role } from './role.ts';
import type { Issue } from './issue.ts';
import type { Project } from './project.ts';
import type { State } from './state.ts';
import type { User } from './user.ts';

/** What one user (or nobody) may do; asked before anything is answered. */
export class Access {
  readonly #state: State;
  readonly user: User | undefined;

  constructor(state: State, user: User | undefined) {
    this.#state = state;
    this.user = user;
  }

  /** The user's own role or that of a group above, whichever is higher; 0 for none. */
  level(project: Project): number {
    const { user } = this;
    if (!user) return 0;
    const above = this.#state.groups.filter((group) => project.path.startsWith(`${group.path}/`));
    const roles = [project, ...above].map(({ members }) => members.get(user));
    return Math.max(0, ...roles.map((role) => (role ? accessLevels[role] : 0)));
  }

  see(project: Project | undefined): project is Project {
    return project !== undefined && (project.visibility === 'public' || this.level(project) > 0);
  }

  /** Merge requests, pipelines and files. A guest of a private project has none of them. */
  readCode(project: Project): boolean {
    return project.visibility === 'public' || this.#has(project, 'reporter');
  }

  /** Findings take both a licence and a developer. */
  readFindings(project: Project): boolean {
    return this.#state.settings.tier === 'ultimate' && this.#has(project, 'developer');
  }

  downloadArtifacts(project: Project, access: 'all' | 'developer'): boolean {
    return access === 'developer' ? this.#has(project, 'developer') : this.readCode(project);
  }

  adminVulnerability(project: Project): boolean {
    return this.#state.settings.tier === 'ultimate' && this.#has(project, 'maintainer');
  }

  createIssue(project: Project): boolean {
    return this.#has(project, 'guest');
  }

  /** A confidential issue is for reporters, its author and its assignees. */
  readIssue({ project, confidential, author, assignees }: Issue): boolean {
    if (!this.see(project)) return false;
    const { user } = this;
    const isOwn = user !== undefined && (author === user || assignees.includes(user));
    return !confidential || isOwn || this.#has(project, 'reporter');
  }

  /** Change somebody's issue, or give one labels, assignees and a milestone. */
  adminIssue(project: Project): boolean {
    return this.#has(project, 'reporter');
  }

  /** Comment on merge requests. */
  createNote(project: Project): boolean {
    return this.user !== undefined && this.readCode(project);
  }

  createMergeRequest(project: Project): boolean {
    return this.#has(project, 'developer');
  }

  /** The default branch is protected, as it is in every new project: a maintainer pushes to it. */
  pushTo(project: Project, branch: string): boolean {
    return this.#has(project, branch === project.defaultBranch ? 'maintainer' : 'developer');
  }

  #has(project: Project, role: Role): boolean {
    return this.level(project) >= accessLevels[role];
  }
}
