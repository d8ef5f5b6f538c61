/** What stood between this computer and an answer, where that is known. */
export type NetworkReason =
  | 'unknownHost'
  | 'connectionRefused'
  | 'noRoute'
  | 'interrupted'
  | 'connectTimeout'
  | 'silent'
  | 'tooLong'
  | 'proxyAuthentication'
  | 'proxyRefused'
  | 'proxyUnreachable'
  | 'untrustedCertificate'
  | 'expiredCertificate'
  | 'futureCertificate'
  | 'wrongName'
  | 'clientCertificate'
  | 'noTls'
  | 'certificateFile';

/** Node's, OpenSSL's and the transport's own codes (https://nodejs.org/api/errors.html, `man verify` of OpenSSL). */
const reasons: readonly (readonly [RegExp, NetworkReason])[] = [
  [/^(ENOTFOUND|EAI_AGAIN|EAI_NONAME|ENODATA)$/, 'unknownHost'],
  [/^ECONNREFUSED$/, 'connectionRefused'],
  [/^(EHOSTUNREACH|ENETUNREACH|ENETDOWN|EADDRNOTAVAIL)$/, 'noRoute'],
  [/^(ECONNRESET|ECONNABORTED|EPIPE|UND_ERR_SOCKET)$/, 'interrupted'],
  [/^(ETIMEDOUT|CONNECT_TIMEOUT|UND_ERR_CONNECT_TIMEOUT)$/, 'connectTimeout'],
  [/^PROXY_AUTHENTICATION$/, 'proxyAuthentication'],
  [/^PROXY_REFUSED$/, 'proxyRefused'],
  [/^PROXY_UNREACHABLE$/, 'proxyUnreachable'],
  [/^CERTIFICATE_FILE$/, 'certificateFile'],
  [/^CERT_HAS_EXPIRED$/, 'expiredCertificate'],
  [/^CERT_NOT_YET_VALID$/, 'futureCertificate'],
  [/^ERR_TLS_CERT_ALTNAME_INVALID$/, 'wrongName'],
  [
    /^(UNABLE_TO_(GET_ISSUER_CERT(_LOCALLY)?|VERIFY_LEAF_SIGNATURE)|(DEPTH_ZERO_)?SELF_SIGNED_CERT(_IN_CHAIN)?|CERT_(UNTRUSTED|SIGNATURE_FAILURE)|INVALID_CA)$/,
    'untrustedCertificate',
  ],
  [
    /^ERR_SSL_.*ALERT_(HANDSHAKE_FAILURE|BAD_CERTIFICATE|CERTIFICATE_(REQUIRED|UNKNOWN|EXPIRED)|UNKNOWN_CA)$/,
    'clientCertificate',
  ],
  [/^(EPROTO|ERR_SSL_.*)$/, 'noTls'],
];

/** The reason that an error's code stands for. */
export function networkReason(code: string): NetworkReason | undefined {
  return reasons.find(([pattern]) => pattern.test(code))?.[1];
}
