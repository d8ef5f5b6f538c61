import type { GitRepository } from './gitRepository.ts';
import type { Role } from './role.ts';
import type { User } from './user.ts';

export interface Group {
  readonly id: number;
  /** Full path: `acme/shop`. */
  readonly path: string;
  readonly members: Map<User, Role>;
}

export interface Project {
  readonly id: number;
  /** Full path: `acme/shop/api`. */
  readonly path: string;
  readonly name: string;
  readonly visibility: 'private' | 'public';
  readonly defaultBranch: string;
  readonly members: Map<User, Role>;
  readonly repository: GitRepository | undefined;
  readonly forkedFrom: Project | undefined;
  readonly createdAt: Date;
}

export interface ProjectOptions {
  /** Path of a bare repository on disk. Without one, shas must be given wherever one is needed. */
  readonly repository?: string;
  readonly members?: readonly (readonly [User, Role])[];
  readonly name?: string;
  readonly visibility?: 'private' | 'public';
  readonly defaultBranch?: string;
  readonly forkedFrom?: Project;
}
