/** Where a git remote's URL points, credentials left behind. */
export interface RemoteAddress {
  readonly transport: 'ssh' | 'web';
  /** Lower case, without port; IPv6 in brackets. */
  readonly hostname: string;
  /** Only of web remotes: an ssh port says nothing about the web port. */
  readonly port?: string;
  /** Without leading or trailing slashes and without `.git`. */
  readonly path: string;
}

const schemes: Readonly<Record<string, RemoteAddress['transport']>> = {
  'http:': 'web',
  'https:': 'web',
  'ssh:': 'ssh',
  'git:': 'ssh',
  'git+ssh:': 'ssh',
  'ssh+git:': 'ssh',
};

/**
 * Reads a remote's URL in any form that git takes (`git help clone`, "GIT URLS"). Local paths and what names no
 * project give `undefined`.
 */
export function parseRemote(url: string): RemoteAddress | undefined {
  const text = url.trim();
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? parseUrl(text) : parseScpLike(text);
}

function parseUrl(text: string): RemoteAddress | undefined {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    return undefined;
  }
  const transport = schemes[url.protocol];
  if (transport === undefined) return undefined;
  const port = transport === 'web' && url.port !== '' ? { port: url.port } : {};
  return withPath({ transport, hostname: url.hostname, ...port }, url.pathname);
}

/** `user@host:path`, `[user@host:port]:path`, `[::1]:path`; one letter before the colon is a Windows drive. */
function parseScpLike(text: string): RemoteAddress | undefined {
  const match =
    /^\[(?:[^@\]]+@)?(?<bracketed>[^:\]]+|[0-9a-f:]+)(?::\d+)?\]:(?<path>.+)$/i.exec(text) ??
    /^(?:[^@/\\:[\]]+@)?(?<hostname>\[[0-9a-f:]+\]|[^@/\\:[\]]{2,}):(?!\/\/)(?<path>.+)$/i.exec(text);
  const groups = match?.groups;
  if (!groups) return undefined;
  const { bracketed, hostname = bracketed?.includes(':') ? `[${bracketed}]` : bracketed, path } = groups;
  if (hostname === undefined || path === undefined) return undefined;
  return withPath({ transport: 'ssh', hostname }, path);
}

function withPath(address: Omit<RemoteAddress, 'path'>, rawPath: string): RemoteAddress | undefined {
  const path = decode(rawPath)
    .replace(/^\/+|\/+$/g, '')
    .replace(/\.git$/, '');
  const hostname = hostnameOf(address.hostname);
  return hostname !== undefined && isProjectPath(path) ? { ...address, hostname, path } : undefined;
}

/** The one spelling that URLs have of it: lower case, in ASCII. What no host can be called is none. */
function hostnameOf(text: string): string | undefined {
  try {
    const { hostname, href } = new URL(`https://${decode(text)}/`);
    const isWhole = href === `https://${hostname}/`;
    return isWhole && /^(?:[a-z0-9._-]+|\[[0-9a-f:.]+\])$/.test(hostname) ? hostname : undefined;
  } catch {
    return undefined;
  }
}

/** As `Gitlab::PathRegex` has it, in a namespace. The rest may be anything: submodules are named by whoever wrote them. */
function isProjectPath(path: string): boolean {
  const parts = path.split('/');
  return parts.length > 1 && parts.every((part) => /^(?!\.\.?$)[\w.][\w.-]{0,254}$/.test(part));
}

function decode(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
