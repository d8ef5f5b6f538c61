import { GraphQLError } from 'graphql';

export interface PageArguments {
  readonly first?: number | null;
  readonly last?: number | null;
  readonly after?: string | null;
  readonly before?: string | null;
}

const maxPageSize = 100;

/** One page of a list. Cursors are offsets in base64, opaque to the caller. */
export function connection<T>(items: readonly T[], args: PageArguments, toNode: (item: T) => object): object {
  const { first, last, after, before } = args;
  if (isGiven(first) && isGiven(last))
    throw new GraphQLError('Can only provide either `first` or `last`, not both');
  if (isGiven(after) && isGiven(before))
    throw new GraphQLError('Can only provide either `after` or `before`, not both');
  const from = isGiven(after) ? offset(after) : 0;
  const end = isGiven(before) ? offset(before) - 1 : items.length;
  const size = Math.min(first ?? last ?? maxPageSize, maxPageSize);
  const start = isGiven(last) ? Math.max(from, end - size) : from;
  const page = items.slice(start, Math.min(start + size, end));
  return {
    count: ({ limit }: { readonly limit?: number | null }) => Math.min(items.length, limit ?? Infinity),
    nodes: page.map(toNode),
    pageInfo: {
      hasNextPage: start + page.length < items.length,
      hasPreviousPage: start > 0,
      startCursor: page.length > 0 ? cursor(start + 1) : null,
      endCursor: page.length > 0 ? cursor(start + page.length) : null,
    },
  };
}

function isGiven<T>(value: T | null | undefined): value is T {
  return value !== null && value !== undefined;
}

function cursor(offset: number): string {
  return Buffer.from(String(offset)).toString('base64url');
}

function offset(cursor: string): number {
  const number = Number(Buffer.from(cursor, 'base64url').toString());
  if (!Number.isSafeInteger(number) || number < 0) throw new GraphQLError(`invalid cursor: ${cursor}`);
  return number;
}
