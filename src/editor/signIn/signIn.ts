import * as vscode from 'vscode';
import { isGitLabFailure } from '../../core/model/failure.ts';
import { instanceName, type Instance } from '../../core/model/project.ts';
import { parseInstance } from '../../core/remote/parseInstance.ts';
import type { TokenReport } from '../../core/sync/ports.ts';
import { reasonInWords } from '../../core/view/networkReasons.ts';
import { settings } from '../settings.ts';
import type { Accounts } from './accounts.ts';
import { askText } from '../askText.ts';
import { notify } from '../notify.ts';
import { plainLine, shorten } from '../../core/view/plainText.ts';

export interface SignInPorts {
  readonly accounts: Accounts;
  /** Asks GitLab about a token before it is kept. */
  readonly checkToken: (instance: Instance, token: string, signal: AbortSignal) => Promise<TokenReport>;
}

const title = 'Sign In to GitLab';

/**
 * Asks for an instance and a personal access token, checks the token with GitLab, and keeps it if it can read findings.
 *
 * @param host offered as the instance's address
 */
export async function signIn({ accounts, checkToken }: SignInPorts, host: string): Promise<boolean> {
  for (let step: 1 | 2 = 1, address = offered(host); ;) {
    if (step === 1) {
      const answer = await askText({
        title,
        step: 1,
        totalSteps: 2,
        value: address,
        prompt: 'Address of your GitLab. Nothing is sent before you enter a token.',
        placeholder: 'https://gitlab.example.com',
        validate: (text) =>
          parseInstance(text)
            ? undefined
            : 'Enter a host name or an https address; plain http only works for this computer itself.',
      });
      if (answer.kind !== 'text') return false;
      address = answer.text;
      step = 2;
      continue;
    }
    const instance = parseInstance(address);
    if (!instance) return false;
    const outcome = await askToken(instance, checkToken);
    if (outcome === 'back') {
      step = 1;
      continue;
    }
    if (outcome === undefined) return false;
    const kept = await accounts.signIn(instance, outcome.token);
    tell(instance, outcome.report, kept);
    return true;
  }
}

async function askToken(
  instance: Instance,
  checkToken: SignInPorts['checkToken'],
): Promise<{ readonly token: string; readonly report: TokenReport } | 'back' | undefined> {
  let report: TokenReport | undefined;
  const scopes = 'read_api';
  const answer = await askText({
    title,
    step: 2,
    totalSteps: 2,
    value: '',
    password: true,
    prompt: `Personal, project or group access token for ${instanceName(instance)}. Scope read_api shows findings; api will also dismiss them and create issues.`,
    placeholder: 'glpat-…',
    button: {
      iconPath: new vscode.ThemeIcon('link-external'),
      tooltip: 'Create a Token in GitLab',
      run: () => {
        const page = `${instance.url}/-/user_settings/personal_access_tokens?name=GitLab+Security+Findings&scopes=${scopes}`;
        void vscode.env.openExternal(vscode.Uri.parse(page));
      },
    },
    validate: (text) => (text.trim() === '' ? 'Paste the token.' : undefined),
    check: async (text, signal) => {
      try {
        report = await checkToken(instance, text.trim(), signal);
        return whatIsMissing(report);
      } catch (error) {
        return explainRefusal(error, instance);
      }
    },
  });
  if (answer.kind === 'back') return 'back';
  if (answer.kind !== 'text' || !report) return undefined;
  return { token: answer.text.trim(), report };
}

function whatIsMissing({ scopes }: TokenReport): string | undefined {
  if (!scopes || scopes.includes('api') || scopes.includes('read_api')) return undefined;
  const has =
    scopes.length === 0
      ? 'no scope'
      : `the scope${scopes.length === 1 ? '' : 's'} ${shorten(plainLine(scopes.join(', ')), 80)}`;
  return `This token has ${has}; create one with read_api or api.`;
}

function explainRefusal(error: unknown, instance: Instance): string {
  const name = instanceName(instance);
  if (!isGitLabFailure(error)) return `The token could not be checked: ${String(error)}.`;
  const because = error.detail === undefined ? '' : ` (${shorten(plainLine(error.detail), 80)})`;
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
    case 'forbidden':
    case 'notFound':
    case 'rateLimited':
    case 'serverError':
    case 'unexpectedAnswer':
    case 'tooLarge':
    case 'notDownloadable':
    case 'unknownField':
    case 'refused':
      return `${name} did not answer as a GitLab does${because}; check the address.`;
  }
}

function tell(instance: Instance, { username, scopes, expiresAt }: TokenReport, kept: boolean): void {
  const who = username === undefined ? '' : ` as ${shorten(plainLine(username), 60)}`;
  const readOnly =
    scopes && !scopes.includes('api') ? ' The token can read only; dismissing will need the scope api.' : '';
  const expiry = expiresAt === undefined ? '' : ` It expires on ${plainLine(expiresAt)}.`;
  const session = kept
    ? ''
    : ' This computer keeps no secrets for VS Code, so the token is forgotten when VS Code closes.';
  void notify.information(`Signed in to ${instanceName(instance)}${who}.${readOnly}${expiry}${session}`);
}

/** A remote's host names no scheme; a loopback address is a test or a tunnel, and speaks http. */
function offered(host: string): string {
  if (host === '') return 'https://gitlab.com';
  if (/^https?:\/\//.test(host)) return host;
  const hostname = host.replace(/:\d+$/, '');
  const known = settings.instances.find((url) => {
    const instance = parseInstance(url);
    return instance && new URL(instance.url).hostname === hostname;
  });
  if (known !== undefined) return known;
  return parseInstance(`http://${host}`) ? `http://${host}` : `https://${host}`;
}
