import type { GitRepository } from '../../state/gitRepository.ts';
import type { Project } from '../../state/project.ts';
import type { State } from '../../state/state.ts';

export function commitEntity(repository: GitRepository, project: Project, sha: string, state: State): object {
  const format = ['%H', '%P', '%s', '%B', '%an', '%ae', '%aI', '%cn', '%ce', '%cI'].join('%x00');
  const [id = sha, parents = '', title = '', message = '', ...people] = repository
    .run(['show', '--no-patch', `--format=${format}`, sha])
    .replace(/\n$/, '')
    .split('\0');
  const [authorName, authorEmail, authoredAt, committerName, committerEmail, committedAt] = people;
  return {
    id,
    short_id: id.slice(0, 8),
    created_at: committedAt,
    parent_ids: parents === '' ? [] : parents.split(' '),
    title,
    message,
    author_name: authorName,
    author_email: authorEmail,
    authored_date: authoredAt,
    committer_name: committerName,
    committer_email: committerEmail,
    committed_date: committedAt,
    trailers: {},
    extended_trailers: {},
    web_url: `${state.webUrl(project)}/-/commit/${id}`,
  };
}
