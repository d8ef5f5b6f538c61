import type { Project } from './project.ts';
import { accessLevels, type Role } from './role.ts';
import type { State } from './state.ts';
import type { User } from './user.ts';

/** Members of a project and of the groups above it, each with the highest role. */
export function membersOf(state: State, project: Project): readonly (readonly [User, Role])[] {
  const highest = new Map<User, Role>();
  const above = state.groups.filter((group) => project.path.startsWith(`${group.path}/`));
  for (const { members } of [project, ...above]) {
    for (const [user, role] of members) {
      const known = highest.get(user);
      if (known === undefined || accessLevels[role] > accessLevels[known]) highest.set(user, role);
    }
  }
  return [...highest];
}
