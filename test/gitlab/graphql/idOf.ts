import { GraphQLError } from 'graphql';

/** The number in a global id of a type: 7 in `gid://gitlab/Project/7`. */
export function idOf(type: string, globalId: unknown): number {
  const text = String(globalId);
  const [, named, id] = /^gid:\/\/gitlab\/([\w:]+)\/(\d+)$/.exec(text) ?? [];
  if (named === undefined) throw new GraphQLError(`"${text}" is not a valid GitLab ID.`);
  if (named !== type) throw new GraphQLError(`"${text}" does not represent an instance of ${type}`);
  return Number(id);
}
