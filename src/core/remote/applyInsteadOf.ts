/** One `url.<base>.insteadOf = <prefix>` of git's configuration. */
export interface InsteadOf {
  readonly base: string;
  readonly prefix: string;
}

/** Rewrites a URL as git does: the longest matching prefix wins (`git help config`, `url.<base>.insteadOf`). */
export function applyInsteadOf(url: string, rules: readonly InsteadOf[]): string {
  let best: InsteadOf | undefined;
  for (const rule of rules) {
    if (rule.prefix !== '' && url.startsWith(rule.prefix) && rule.prefix.length > (best?.prefix.length ?? 0))
      best = rule;
  }
  return best ? best.base + url.slice(best.prefix.length) : url;
}

/** Picks the rules out of git's configuration entries, whose key's first and last part are case-insensitive. */
export function insteadOfRules(
  entries: readonly { readonly key: string; readonly value: string }[],
): readonly InsteadOf[] {
  return entries.flatMap(({ key, value }) => {
    const base = /^url\.(.+)\.insteadof$/i.exec(key)?.[1];
    return base === undefined ? [] : [{ base, prefix: value }];
  });
}
