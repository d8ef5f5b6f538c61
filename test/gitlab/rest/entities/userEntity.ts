import type { State } from '../../state/state.ts';
import type { User } from '../../state/user.ts';

export function userEntity({ id, username, name }: User, { url }: State): object {
  return {
    id,
    username,
    name,
    state: 'active',
    locked: false,
    avatar_url: null,
    web_url: `${url}/${username}`,
  };
}
