import type { State } from '../state/state.ts';
import type { User } from '../state/user.ts';
import { globalId } from './graphqlContext.ts';

export function userNode(state: State, user: User): object {
  return {
    id: globalId('User', user.id),
    username: user.username,
    name: user.name,
    webUrl: `${state.url}/${user.username}`,
  };
}
