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
  if (transport === undefined || url.hostname === '') return undefined;
  const port = transport === 'web' && url.port !== '' ? { port: url.port } : {};
  return withPath({ transport, hostname: url.hostname.toLowerCase(), ...port }, url.pathname);
}

/** `user@host:path`, `[user@host:port]:path`, `[::1]:path`; one letter before the colon is a Windows drive. */
function parseScpLike(text: string): RemoteAddress | undefined {
  const match =
    /^\[(?:[^@\]]+@)?(?<bracketed>[^:\]]+|[0-9a-f:]+)(?::\d+)?\]:(?<path>.+)$/i.exec(text) ??
    /^(?:[^@/\\:[\]]+@)?(?<hostname>\[[0-9a-f:]+\]|[^@/\\:[\]]{2,}):(?!\/\/)(?<path>.+)$/i.exec(text);
  const groups = match?.groups;
  if (!groups) return undefined;
  const { bracketed, hostname = bracketed?.includes(':') ? `[${bracketed}]` : bracketed, path } = groups;
  if (hostname === undefined || path === undefined || path.includes('\\')) return undefined;
  return withPath({ transport: 'ssh', hostname: hostname.toLowerCase() }, path);
}

function withPath(address: Omit<RemoteAddress, 'path'>, rawPath: string): RemoteAddress | undefined {
  const path = decode(rawPath)
    .replace(/^\/+|\/+$/g, '')
    .replace(/\.git$/, '');
  // A project always lies in a namespace.
  return path.includes('/') ? { ...address, path } : undefined;
}

function decode(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
