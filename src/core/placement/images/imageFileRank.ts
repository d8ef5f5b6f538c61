const kinds: readonly RegExp[] = [
  /^(?:dockerfile|containerfile)(?:[.-].*)?$|\.(?:dockerfile|containerfile)$/i,
  /^(?:docker-)?compose(?:[.-].*)?\.ya?ml$/i,
  /(?:^|\.)gitlab-ci\.ya?ml$/i,
  /\.ya?ml$/i,
];

/**
 * Whether a file may name images, as a rank: a Dockerfile first, which is where most images are changed, then compose files, CI
 * and whatever else is YAML, which may be Kubernetes or Helm. Undefined for a file that need not be read.
 */
export function imageFileRank(path: string): number | undefined {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const rank = kinds.findIndex((kind) => kind.test(name));
  return rank < 0 || /^(?:pnpm-lock\.yaml|\.dockerignore)$|\.dockerignore$/.test(name) ? undefined : rank;
}

export const dockerfileRank = 0;
export const ciRank = 2;
