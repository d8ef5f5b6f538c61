/** Something between here and the server went wrong that has no code of Node's own. Holds no address and no header. */
export class TransportError extends Error {
  override readonly name = 'TransportError';
  readonly code: TransportErrorCode;

  constructor(code: TransportErrorCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
  }
}

export type TransportErrorCode =
  | 'CONNECT_TIMEOUT'
  | 'PROXY_AUTHENTICATION'
  | 'PROXY_REFUSED'
  | 'PROXY_UNREACHABLE'
  | 'CERTIFICATE_FILE'
  | 'TOO_LARGE';
