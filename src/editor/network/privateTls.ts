import { createSecureContext, rootCertificates, type ConnectionOptions } from 'tls';
import type { TlsFiles } from './tlsFiles.ts';

/** What a connection takes that trusts the authorities of the settings besides the usual ones. */
export type PrivateTls = Pick<ConnectionOptions, 'ca' | 'cert' | 'key' | 'pfx' | 'secureContext'>;

/** Those of the servers that anybody works with; more of them are changed files. */
const mostKept = 8;

/**
 * To read the usual authorities takes up to 17 ms of the thread, so what was made for one connection serves those after it, as long
 * as the files say the same.
 */
export function privateTlsMaker(): (files: TlsFiles) => PrivateTls {
  const kept = new Map<string, PrivateTls>();
  return (files) => {
    const text = textOf(files);
    const before = kept.get(text);
    if (before) return before;
    const { authorities, client } = files;
    const secureContext = createSecureContext({ ca: [...rootCertificates, ...authorities], ...client });
    // Beside a context Node takes these for a name only, under which it keeps connections; and VS Code adds nothing to what has `ca`.
    const tls = { ...client, ca: [...authorities], secureContext };
    if (kept.size >= mostKept) kept.clear();
    kept.set(text, tls);
    return tls;
  };
}

function textOf({ authorities, client: { cert, key, pfx } }: TlsFiles): string {
  return JSON.stringify([authorities, ...[cert, key, pfx].map((file) => file?.toString('base64'))]);
}
