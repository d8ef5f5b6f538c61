import type { Instance } from '../model/project.ts';
import { parseInstance } from '../remote/parseInstance.ts';

/** A sign-in of GitLab's own command line tool. */
export interface GlabSignIn {
  readonly instance: Instance;
  readonly token: string;
}

/**
 * Reads the hosts of glab's `config.yml`: two levels of `name: value` below `hosts:`, as glab writes them. Nothing more
 * of YAML is known here, and what is not understood is passed over: a host that is missed is one that is not offered.
 */
export function readGlabConfig(text: string): readonly GlabSignIn[] {
  const hosts = new Map<string, Map<string, string>>();
  let isInHosts = false;
  let hostIndent = 0;
  let host: Map<string, string> | undefined;
  for (const line of text.slice(0, 256 * 1024).split(/\r?\n/)) {
    // No token is that long, and no line shall take long.
    if (line.length > 4096) continue;
    const entry = /^( *)("[^"]*"|'[^']*'|[^\s#:'"-][^:]*(?::\d+)?) *:(?: +(.*))?$/.exec(line);
    if (!entry) continue;
    const indent = entry[1]?.length ?? 0;
    const name = scalar(entry[2]);
    if (indent === 0) {
      isInHosts = name === 'hosts';
      hostIndent = 0;
      host = undefined;
    } else if (isInHosts) {
      hostIndent ||= indent;
      if (indent === hostIndent) {
        host = new Map();
        hosts.set(name, host);
      } else if (indent > hostIndent) host?.set(name, scalar(entry[3]));
    }
  }
  return [...hosts].flatMap(([name, values]) => signInOf(name, values));
}

function signInOf(host: string, values: ReadonlyMap<string, string>): readonly GlabSignIn[] {
  const token = values.get('token') ?? '';
  const protocol = values.get('api_protocol') === 'http' ? 'http' : 'https';
  const subfolder = (values.get('subfolder') ?? '').replaceAll(/^\/+|\/+$/g, '');
  const address = `${protocol}://${given(values.get('api_host')) ?? host}${subfolder && `/${subfolder}`}`;
  const instance = parseInstance(address);
  // Printable and in one piece, or it would break the header that it goes into.
  return instance && /^[\x21-\x7e]+$/.test(token) ? [{ instance, token }] : [];
}

/** glab writes what was not given as an empty text. */
function given(text: string | undefined): string | undefined {
  return text === '' ? undefined : text;
}

/** A plain or quoted value, without a comment, and without the tag that glab's library puts before values it changed. */
function scalar(text = ''): string {
  const untagged = text.trim().replace(/^!!\w+ */, '');
  const quoted = /^(?:"([^"]*)"|'([^']*)')/.exec(untagged);
  if (quoted) return quoted[1] ?? quoted[2] ?? '';
  return untagged.replace(/(?:^| )#.*$/, '').trim();
}
