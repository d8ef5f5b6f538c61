import { isGitLabFailure } from '../../core/model/failure.ts';
import { instanceName, type Instance } from '../../core/model/project.ts';
import { reasonInWords } from '../../core/view/networkReasons.ts';
import { plainLine, shorten } from '../../core/view/plainText.ts';

/** Why GitLab does not take a token, in one sentence with the next step. */
export function explainRefusal(error: unknown, instance: Instance): string {
  const name = instanceName(instance);
  if (!isGitLabFailure(error)) return `The token could not be checked (${String(error)}); try again.`;
  const because = error.detail === undefined ? '' : ` (${shorten(plainLine(error.detail), 200)})`;
  switch (error.code) {
    case 'unauthorized':
      return `${name} refused this token${because}; check that it is complete, not expired and not revoked.`;
    case 'insufficientScope':
      return `This token may not read anything; create one with the scope read_api or api.`;
    case 'unreachable':
    case 'timeout':
      if (error.reason) {
        const { fact, change } = reasonInWords(error.reason, name);
        return `It cannot be checked: ${fact}; ${change}.`;
      }
      return `${name} cannot be reached${because}; check the address and your connection.`;
    case 'rateLimited':
      return `${name} has had too many requests; try again in a minute.`;
    case 'serverError':
      return `${name} answered with an error of its own${because}; try again later.`;
    case 'signInEnded':
    case 'forbidden':
    case 'notFound':
    case 'unexpectedAnswer':
    case 'tooLarge':
    case 'storageRefused':
    case 'notDownloadable':
    case 'unknownField':
    case 'refused':
      return `${name} did not answer as a GitLab does${because}; check the address.`;
  }
}

/** Why GitLab gives nothing for an application's id or a code. */
export function explainOAuthRefusal(error: unknown, instance: Instance): string {
  const name = instanceName(instance);
  if (!isGitLabFailure(error) || !['unauthorized', 'refused', 'notFound'].includes(error.code)) {
    return explainRefusal(error, instance);
  }
  const said = error.detail ?? '';
  const because = said === '' ? '' : ` (${shorten(plainLine(said), 200)})`;
  if (error.code === 'notFound') return `${name} knows no such way to sign in; use a token.`;
  return said.startsWith('invalid_grant')
    ? `${name} does not take this code any more${because}; go back and sign in again.`
    : `${name} does not know the application${because}; check its id, scope and redirect URI in gitlabSecurity.oauthClientIds.`;
}
