/** The entries of a connection; GitLab's schema lets each step of it be null. */
export function nodesOf<T>(
  connection: { readonly nodes: readonly (T | null)[] | null } | null | undefined,
): readonly T[] {
  return connection?.nodes?.filter((node) => node !== null) ?? [];
}

/** `gid://gitlab/Ci::Pipeline/123` → `123`. */
export function numericId(globalId: string): string {
  return /(\d+)$/.exec(globalId)?.[1] ?? globalId;
}
