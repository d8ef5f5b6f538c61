import type { Access } from '../../state/access.ts';
import type { Project } from '../../state/project.ts';
import type { State } from '../../state/state.ts';

export function projectEntity(project: Project, state: State, access: Access): object {
  const { forkedFrom } = project;
  const level = access.level(project);
  return {
    ...basicProject(project, state),
    visibility: project.visibility,
    archived: false,
    empty_repo: project.repository === undefined,
    issues_enabled: true,
    merge_requests_enabled: true,
    ...(access.see(forkedFrom) ? { forked_from_project: basicProject(forkedFrom, state) } : {}),
    permissions: {
      project_access: level > 0 ? { access_level: level, notification_level: 3 } : null,
      group_access: null,
    },
  };
}

function basicProject(project: Project, state: State): object {
  const names = project.path.split('/');
  const web = state.webUrl(project);
  return {
    id: project.id,
    description: null,
    name: project.name,
    name_with_namespace: [...names.slice(0, -1), project.name].join(' / '),
    path: names.at(-1),
    path_with_namespace: project.path,
    created_at: project.createdAt.toISOString(),
    default_branch: project.defaultBranch,
    ssh_url_to_repo: `git@${new URL(web).hostname}:${project.path}.git`,
    http_url_to_repo: `${web}.git`,
    web_url: web,
    forks_count: state.projects.filter((one) => one.forkedFrom === project).length,
    star_count: 0,
    last_activity_at: project.createdAt.toISOString(),
  };
}
