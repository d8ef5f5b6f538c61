import type { Instance } from '../model/project.ts';

/**
 * Reads what a person types, pastes or puts into `GITLAB_HOST`: a host name, or a URL with scheme, port and sub-path.
 * Plain http is accepted for loopback addresses only, since a token would travel in the open. `undefined`: not a GitLab
 * address.
 */
export function parseInstance(text: string): Instance | undefined {
  const trimmed = text.trim();
  // A browser would take a backslash for a slash, and `C:\x` for a host.
  if (trimmed === '' || /[\s\\]/.test(trimmed)) return undefined;
  let url: URL;
  try {
    url = new URL(/^[a-z][a-z0-9+.-]*:\/\//i.test(trimmed) ? trimmed : `https://${trimmed}`);
  } catch {
    return undefined;
  }
  if (url.hostname === '' || url.username !== '' || url.password !== '') return undefined;
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback(url.hostname))) return undefined;
  // People paste the address of a page; GitLab's own pages have /-/ after the project.
  const path = url.pathname.replace(/\/-\/.*$/, '').replace(/\/+$/, '');
  return { url: `${url.protocol}//${url.host}${path}` };
}

export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(hostname);
}
