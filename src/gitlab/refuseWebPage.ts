import { GitLabFailure } from '../core/model/failure.ts';
import type { Instance } from '../core/model/project.ts';
import type { Answer } from './requester.ts';

/**
 * The bytes of an answer, unless they are a web page. A proxy's sign-in page comes with status 200, and GitLab never
 * calls what it gives out so: pages of a project are sent as plain text.
 */
export function refuseWebPage({ bytes, contentType }: Answer, instance: Instance): Uint8Array {
  if (!contentType.includes('html') || bytes.find((byte) => byte > 0x20) !== 0x3c) return bytes;
  const detail = 'a web page instead of data';
  throw new GitLabFailure('unexpectedAnswer', detail, { instance, detail });
}
