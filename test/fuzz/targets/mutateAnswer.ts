import type { Random } from '../../../bench/placement/random.ts';
import { mutateBytes, mutateText } from '../mutateBytes.ts';
import { mutateJsonText } from '../mutateJsonText.ts';

export interface Recorded {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

const statuses = [200, 204, 206, 301, 302, 400, 401, 403, 404, 409, 422, 429, 500, 502, 503];
const header: Readonly<Record<string, readonly string[]>> = {
  location: ['', '/', 'https://elsewhere.example/', 'http://[', 'javascript:1', '/api/v4/thing', '//x'],
  'retry-after': ['0', '1', '-1', '1e99', 'x', 'Wed, 21 Oct 2099 07:28:00 GMT'],
  'content-type': ['text/html', 'application/zip', ''],
  'content-length': ['0', '5', '99999999999'],
};

/** Its body mostly, else its status or a header. */
export function mutateAnswer({ status, headers, body }: Recorded, random: Random): Recorded {
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)]!;
  if (random() < 0.15) {
    const name = pick(Object.keys(header));
    return { status: pick(statuses), headers: { ...headers, [name]: pick(header[name] ?? ['']) }, body };
  }
  const type = headers['content-type'] ?? '';
  if (type.includes('json') && random() < 0.8)
    return { status, headers, body: mutateJsonText(JSON.parse(new TextDecoder().decode(body)), random) };
  if (random() < 0.1)
    return { status, headers, body: new TextEncoder().encode(mutateText('<html>Sign in</html>', random)) };
  return { status, headers, body: mutateBytes(body, random) };
}
