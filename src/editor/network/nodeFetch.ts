// Without `node:` these names are those that VS Code exchanges for an extension: its own have the settings http.proxy,
// http.proxySupport, http.noProxy, http.proxyAuthorization and http.systemCertificates, and the environment's proxies
// (@vscode/proxy-agent, `createHttpPatch`). An agent of ours would switch that off where proxySupport is "on".
import { networkReason } from '../../core/model/networkReason.ts';
import type { NetworkSettings } from '../../core/model/networkSettings.ts';
import { privateTlsMaker } from './privateTls.ts';
import { send, type Sending } from './send.ts';
import { tlsFiles } from './tlsFiles.ts';

/**
 * `fetch` as far as a requester needs it, over Node's http and https as VS Code configures them. Redirects are not
 * followed, whatever is asked.
 */
export function nodeFetch(settings: () => NetworkSettings, connectTimeout = 10_000) {
  /** Origins whose certificate only an authority of the settings vouches for. */
  const privately = new Set<string>();
  const privateTls = privateTlsMaker();
  return async (url: URL, init: Omit<Sending, 'connectTimeout' | 'tls'>): Promise<Response> => {
    if (url.protocol === 'http:') return send(url, { ...init, connectTimeout });
    const files = await tlsFiles(settings(), url);
    const usual = () => send(url, { ...init, connectTimeout, tls: files.client });
    if (files.authorities.length === 0) return usual();
    // VS Code adds the system's certificates only to requests that name none, so a name of ours would take them away.
    // The two are therefore tried one after the other. A handshake that fails has sent nothing yet: writes are safe.
    const own = () => send(url, { ...init, connectTimeout, tls: privateTls(files) });
    const isPrivate = privately.has(url.origin);
    const [first, second] = isPrivate ? [own, usual] : [usual, own];
    try {
      return await first();
    } catch (error) {
      if (!isUntrusted(error)) throw error;
      const response = await second();
      if (isPrivate) privately.delete(url.origin);
      else privately.add(url.origin);
      return response;
    }
  };
}

function isUntrusted(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return networkReason(code) === 'untrustedCertificate';
}
