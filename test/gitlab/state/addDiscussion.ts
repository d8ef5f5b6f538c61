import { randomBytes } from 'node:crypto';
import type { Discussion, Note, Position } from './discussion.ts';
import type { MergeRequest } from './mergeRequest.ts';
import type { State } from './state.ts';
import type { User } from './user.ts';

export function addDiscussion(
  state: State,
  mergeRequest: MergeRequest,
  body: string,
  options: { readonly author?: User | undefined; readonly position?: Position | undefined } = {},
): Discussion {
  const discussion: Discussion = {
    id: randomBytes(20).toString('hex'),
    mergeRequest,
    position: options.position,
    notes: [],
    resolvedBy: undefined,
    resolvedAt: undefined,
  };
  state.discussions.push(discussion);
  addNote(state, discussion, body, options.author);
  return discussion;
}

export function addNote(state: State, discussion: Discussion, body: string, author: User | undefined): Note {
  const note = { id: state.ids.next('note', 1101), author, body, createdAt: new Date() };
  discussion.notes.push(note);
  return note;
}
