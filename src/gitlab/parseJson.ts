import { GitLabFailure } from '../core/model/failure.ts';
import type { Instance } from '../core/model/project.ts';
import type { Answer } from './requester.ts';

/** Parses an answer that ought to be JSON; a login page or a captive portal's page says what it is instead. */
export function parseJson({ bytes, contentType }: Answer, instance: Instance): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch (cause) {
    const detail = contentType.includes('html') ? 'a web page instead of data' : 'data that is not JSON';
    throw new GitLabFailure('unexpectedAnswer', detail, { instance, detail, cause });
  }
}
