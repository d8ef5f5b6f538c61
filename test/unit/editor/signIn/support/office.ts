import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { OAuthCredentials } from '../../../../../src/core/model/credentials.ts';
import type { Instance } from '../../../../../src/core/model/project.ts';
import { authorizationRequest } from '../../../../../src/core/signIn/authorizationRequest.ts';
import { Accounts } from '../../../../../src/editor/signIn/accounts.ts';
import type { Environment } from '../../../../../src/editor/signIn/environmentSource.ts';
import { Connections } from '../../../../../src/gitlab/connections.ts';
import { Requester } from '../../../../../src/gitlab/requester.ts';
import { GitLab } from '../../../../gitlab/gitLab.ts';
import type { User } from '../../../../gitlab/state/user.ts';
import { watchedLogger } from '../../../../support/watchedLogger.ts';
import { Computer } from './computer.ts';

const redirectUri = 'vscode://gitlab-security-findings.gitlab-security-findings/authentication';
const never = new AbortController().signal;

export interface Window {
  readonly accounts: Accounts;
  readonly connections: Connections;
  /** What a request with the sign-in gives: the user's name. */
  readonly whoAmI: () => Promise<string>;
  /** Ends the sign-in that is used. */
  readonly signOut: () => Promise<boolean>;
  /** How often others were told that somebody signed in or out. */
  readonly changes: () => number;
}

export interface Office {
  readonly gitlab: GitLab;
  readonly instance: Instance;
  readonly dana: User;
  readonly clientId: string;
  readonly computer: Computer;
  readonly logged: readonly string[];
  readonly open: (options?: { readonly environment?: Environment; readonly now?: () => number }) => Window;
  /** As after agreeing in the browser. */
  readonly agree: (session?: string, user?: User) => Promise<OAuthCredentials>;
  /** How often GitLab was asked for tokens. */
  readonly tokenRequests: () => number;
}

/** A GitLab with an OAuth application, and a computer with as many windows as a test opens. */
export async function makeOffice(t: TestContext): Promise<Office> {
  const gitlab = await GitLab.start();
  t.after(() => gitlab.stop());
  const instance = { url: gitlab.url };
  const dana = gitlab.addUser('dana');
  const clientId = gitlab.addApplication({ redirectUris: [redirectUri] });
  const computer = new Computer();
  const logged: string[] = [];
  const log = (line: string) => void logged.push(line);
  const logger = watchedLogger(log);
  const clock = { wait: (milliseconds: number) => sleep(Math.min(milliseconds, 50)), random: () => 0 };
  const open: Office['open'] = ({ environment = {}, now = Date.now } = {}) => {
    let changes = 0;
    const accounts: Accounts = new Accounts({
      context: computer.window(),
      logger,
      environment,
      oauth: (one) => connections.oauth(one),
      checkToken: (...asked) => connections.checkToken(...asked),
      now,
      ...clock,
    });
    t.after(() => accounts.dispose());
    accounts.onDidChange(() => {
      changes++;
    });
    const connections: Connections = new Connections({
      fetch,
      logger,
      instances: () => accounts.instances(),
      ignoredHosts: () => [],
      token: (one) => accounts.token(one),
      renewToken: (one, refused) => accounts.renewToken(one, refused),
      now,
      ...clock,
    });
    const requester = new Requester(instance, {
      fetch,
      logger,
      token: () => accounts.token(instance),
      renewToken: (refused) => accounts.renewToken(instance, refused),
      now,
      ...clock,
    });
    const whoAmI = async () => {
      const { bytes } = await requester.request(
        { method: 'GET', path: '/api/v4/user', isRead: true, limit: 10_000 },
        never,
      );
      return (JSON.parse(new TextDecoder().decode(bytes)) as { readonly username: string }).username;
    };
    const signOut = async () => {
      const account = await accounts.used(instance);
      assert.ok(account);
      return accounts.signOut(account);
    };
    return { accounts, connections, whoAmI, signOut, changes: () => changes };
  };
  const agree = async (session = 'one', user = dana) => {
    const request = await authorizationRequest(instance, { clientId, redirectUri }, secrets);
    gitlab.oauth.atTheBrowser = user;
    const { headers } = await fetch(request.url, { redirect: 'manual' });
    const code = new URL(headers.get('location') ?? '').searchParams.get('code') ?? '';
    return (await open().connections.oauth(instance)).exchange(request, code, session, never);
  };
  const tokenRequests = () => gitlab.requests.filter(({ path }) => path === '/oauth/token').length;
  return { gitlab, instance, dana, clientId, computer, logged, open, agree, tokenRequests };
}

export const secrets = {
  randomBytes: (count: number) => crypto.getRandomValues(new Uint8Array(count)),
  sha256: async (bytes: Uint8Array) =>
    new Uint8Array(await crypto.subtle.digest('SHA-256', new Uint8Array(bytes))),
};
