import https from 'https';
import type { DetailedPeerCertificate, TLSSocket } from 'tls';
import { withoutCredentials } from './proxyAddresses.ts';

/** One certificate of a chain, as people name it. */
export interface ChainLink {
  readonly subject: string;
  readonly issuer: string;
  readonly validFrom: string;
  readonly validTo: string;
}

export interface Way {
  /** `DIRECT`, or `PROXY host:port` without credentials; absent where nothing tells. */
  readonly proxy?: string;
  /** The server's certificate first, its authorities after it; empty where no handshake came about. */
  readonly chain: readonly ChainLink[];
}

/**
 * Looks at which way a request would take and which certificates the server shows, trusted or not. Nothing is sent but
 * the handshake: the connection ends before the request begins.
 */
export function lookAtChain(url: URL, signal: AbortSignal, timeout = 10_000): Promise<Way> {
  return new Promise((resolve) => {
    let proxy: string | undefined;
    const end = (chain: readonly ChainLink[] = []) => {
      clearTimeout(timer);
      resolve({ chain, ...(proxy !== undefined && { proxy }) });
      request.destroy();
    };
    const request = https.request(url, { method: 'HEAD', rejectUnauthorized: false, signal });
    const timer = setTimeout(end, timeout);
    request.on('proxy', (tried: { readonly proxy?: string }) => {
      proxy = withoutCredentials(tried.proxy ?? 'DIRECT');
    });
    request.on('socket', (socket) => {
      // The proxy's refusal comes over a socket without TLS.
      if (!('encrypted' in socket)) return;
      const secure = socket as TLSSocket;
      const look = () => end(chainOf(secure.getPeerCertificate(true)));
      // A connection that is used again has shaken hands already.
      if (request.reusedSocket) look();
      else secure.once('secureConnect', look);
    });
    request.on('error', () => end());
    request.on('response', () => end());
    request.flushHeaders();
  });
}

/** Node gives an empty object where there is none, and the last of a whole chain as its own issuer. */
function chainOf(one: Peer | undefined, seen: readonly Peer[] = []): readonly ChainLink[] {
  if (!one?.raw || seen.includes(one) || seen.length > 9) return [];
  const link = {
    subject: nameOf(one.subject),
    issuer: nameOf(one.issuer),
    validFrom: one.valid_from ?? '',
    validTo: one.valid_to ?? '',
  };
  return [link, ...chainOf(one.issuerCertificate, [...seen, one])];
}

type Peer = Partial<DetailedPeerCertificate>;

/** A certificate may have neither name, or several. */
function nameOf(name: DetailedPeerCertificate['subject'] | undefined): string {
  const parts = [name?.CN, name?.O].flat().filter((part) => typeof part === 'string' && part !== '');
  return parts[0] ?? 'without a name';
}
