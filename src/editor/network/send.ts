import http from 'http';
import https from 'https';
import { Readable } from 'stream';
import { acceptEncoding, decoded } from './decoded.ts';
import type { PrivateTls } from './privateTls.ts';
import { TransportError } from './transportError.ts';

export interface Sending {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly signal: AbortSignal;
  /** Bytes of the answer after decompression; whoever reads it counts them. */
  readonly mostBytes: number;
  /** Milliseconds until name, proxy and TLS have to be through. */
  readonly connectTimeout: number;
  readonly tls?: PrivateTls;
}

/** Sends one request; aborting its signal ends the socket, also while the body is read. */
export function send(url: URL, sending: Sending): Promise<Response> {
  const { method, headers, body, signal, mostBytes, connectTimeout, tls } = sending;
  const isSecure = url.protocol === 'https:';
  const address = new URL(url);
  // A redirect may carry names and passwords; none of them is ours to send.
  address.username = address.password = '';
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const request = (isSecure ? https : http).request(address, {
      method,
      headers: { accept: '*/*', 'accept-encoding': acceptEncoding, 'user-agent': userAgent, ...headers },
      signal,
      ...tls,
    });
    const timer = setTimeout(() => {
      if (isConnected(request)) return;
      request.destroy(
        new TransportError('CONNECT_TIMEOUT', `no connection within ${connectTimeout / 1000} s`),
      );
    }, connectTimeout);
    let proxyError: unknown;
    // VS Code's agent tells of every way that it tried.
    request.on('proxy', (tried: { readonly error?: unknown }) => {
      proxyError = tried.error;
    });
    request.on('error', (error) => {
      clearTimeout(timer);
      // The message of this one names the proxy with its password.
      reject(proxyError === undefined ? error : proxyFailure(proxyError));
    });
    request.on('response', (message) => {
      clearTimeout(timer);
      try {
        resolve(toResponse(message, isSecure, mostBytes));
      } catch (error) {
        message.destroy();
        reject(error instanceof Error ? error : new Error(String(error)));
      }
    });
    request.end(body);
  });
}

const userAgent = 'gitlab-security-findings';

/** Also true while a kept connection is used again. */
function isConnected({ socket }: http.ClientRequest): boolean {
  if (!socket || socket.connecting) return false;
  return !('secureConnecting' in socket && socket.secureConnecting === true);
}

function proxyFailure(error: unknown): TransportError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'no connection';
  return new TransportError('PROXY_UNREACHABLE', code);
}

function toResponse(message: http.IncomingMessage, isSecure: boolean, mostBytes: number): Response {
  const { statusCode: status = 0, headers, socket } = message;
  // What comes unencrypted where TLS was due is the proxy's own answer to CONNECT (RFC 9110, 9.3.6).
  if (status === 407 || (isSecure && !('encrypted' in socket))) {
    const code = status === 407 ? 'PROXY_AUTHENTICATION' : 'PROXY_REFUSED';
    throw new TransportError(code, `the proxy answered ${status}`);
  }
  const shown = new Headers();
  for (const [name, value] of Object.entries(headers)) {
    for (const each of Array.isArray(value) ? value : [value ?? '']) shown.append(name, each);
  }
  const isEmpty = status === 204 || status === 205 || status === 304;
  if (isEmpty) message.resume();
  const body = isEmpty ? null : decoded(message, headers['content-encoding'], mostBytes);
  return new Response(body && (Readable.toWeb(body) as ReadableStream<Uint8Array>), {
    status,
    headers: shown,
  });
}
