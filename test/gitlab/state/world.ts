import { randomBytes } from 'node:crypto';
import { noteToken } from '../http/tokenWatch.ts';
import type { Comparison } from '../ingest/compareFindings.ts';
import { compareFindings } from '../ingest/compareFindings.ts';
import type { IngestedFinding } from '../ingest/ingestedFinding.ts';
import type { GitLabSettings } from '../settings.ts';
import { addDiscussion, addNote } from './addDiscussion.ts';
import { addPipeline } from './addPipeline.ts';
import { createIssueOfFinding } from './createIssueOfFinding.ts';
import type { Discussion, Position } from './discussion.ts';
import { findingByUuid } from './findingByUuid.ts';
import { findingsOfPipeline } from './findingsOfPipeline.ts';
import { finishPipeline } from './finishPipeline.ts';
import { GitRepository } from './gitRepository.ts';
import type { Issue, IssueOptions, Milestone } from './issue.ts';
import { addMergeRequest } from './addMergeRequest.ts';
import type { MergeRequest, MergeRequestOptions } from './mergeRequest.ts';
import type { Pipeline, PipelineOptions } from './pipeline.ts';
import type { Group, Project, ProjectOptions } from './project.ts';
import type { Role } from './role.ts';
import { State } from './state.ts';
import { newTokenValue, type AccessTokenOptions, type Token, type TokenOptions } from './token.ts';
import { newSecret, type ApplicationOptions, type OAuthState } from '../oauth/oauthState.ts';
import type { User, UserOptions } from './user.ts';
import type { DismissOptions, Vulnerability } from './vulnerability.ts';

/** What tests say to make and change the world a GitLab knows. */
export class World {
  readonly settings: GitLabSettings;
  protected readonly state: State;

  constructor(settings: GitLabSettings) {
    this.settings = settings;
    this.state = new State(settings);
  }

  addUser(username: string, options: UserOptions = {}): User {
    const { name = username, isBot = false } = options;
    const user = { id: this.state.ids.next('user'), username, name, isBot };
    this.state.users.push(user);
    return user;
  }

  /** The new token's text, as a user would paste it. */
  addToken(user: User, options: TokenOptions = {}): string {
    const { name = 'editor', scopes = ['api'], expiresAt } = options;
    const id = this.state.ids.next('token');
    const value = newTokenValue();
    noteToken(value, this.state);
    const createdAt = new Date();
    this.state.tokens.push({ id, value, name, user, scopes, createdAt, expiresAt, revoked: false });
    return value;
  }

  /** A token of a project or a group: GitLab makes a user for it, who is a member there and nowhere else. */
  addAccessToken(of: Project | Group, options: AccessTokenOptions = {}): string {
    const { role = 'developer', name = 'editor', ...rest } = options;
    const kind = 'visibility' in of ? 'project' : 'group';
    const username = `${kind}_${of.id}_bot_${randomBytes(16).toString('hex')}`;
    const bot = this.addUser(username, { name, isBot: true });
    of.members.set(bot, role);
    return this.addToken(bot, { name, ...rest });
  }

  revokeToken(value: string): void {
    this.#token(value).revoked = true;
  }

  expireToken(value: string): void {
    this.#token(value).expiresAt = new Date(0);
  }

  /** An OAuth application's id, as an administrator would tell it. */
  addApplication(options: ApplicationOptions = {}): string {
    const { redirectUris = [], scopes = ['api'], lifetime = 7200 } = options;
    const clientId = newSecret();
    this.state.oauth.applications.push({ clientId, redirectUris, scopes, lifetime });
    return clientId;
  }

  /** What the OAuth provider knows; tests change it as users and administrators do. */
  get oauth(): OAuthState {
    return this.state.oauth;
  }

  /** Somebody enters the code that a device shows, and agrees or not. */
  enterUserCode(userCode: string, answer: User | 'denied'): void {
    const grant = this.state.oauth.devices.find((one) => one.userCode === userCode);
    if (!grant) throw new Error('no such code');
    grant.answer = answer;
  }

  /** Access tokens of OAuth that are good now. */
  livePairs(): number {
    return this.state.oauth.pairs.filter(({ revoked }) => !revoked).length;
  }

  /** Members of a group are members of everything below it. Groups in a project's path need no adding without any. */
  addGroup(path: string, options: { readonly members?: readonly (readonly [User, Role])[] } = {}): Group {
    const group = { id: this.state.ids.next('group'), path, members: new Map(options.members) };
    this.state.groups.push(group);
    return group;
  }

  addProject(path: string, options: ProjectOptions = {}): Project {
    const project = {
      id: this.state.ids.next('project', 101),
      path,
      name: options.name ?? path.split('/').at(-1) ?? path,
      visibility: options.visibility ?? 'private',
      defaultBranch: options.defaultBranch ?? 'main',
      members: new Map(options.members),
      repository: options.repository === undefined ? undefined : new GitRepository(options.repository),
      forkedFrom: options.forkedFrom,
      createdAt: new Date(),
    };
    this.state.projects.push(project);
    return project;
  }

  setRole(project: Project, user: User, role: Role | 'none'): void {
    if (role === 'none') project.members.delete(user);
    else project.members.set(user, role);
  }

  addMergeRequest(project: Project, options: MergeRequestOptions): MergeRequest {
    return addMergeRequest(this.state, project, options);
  }

  addPipeline(project: Project, options: PipelineOptions = {}): Pipeline {
    return addPipeline(this.state, project, options);
  }

  /** Ends a running pipeline, its jobs and its children, and reads their reports. */
  finishPipeline(pipeline: Pipeline, status: 'success' | 'failed' | 'canceled' = 'success'): void {
    for (const child of pipeline.children) this.finishPipeline(child, status);
    finishPipeline(this.state, pipeline, status);
  }

  /** What GitLab would show for a pipeline, dismissed findings included. */
  findingsOf(pipeline: Pipeline): readonly IngestedFinding[] {
    return findingsOfPipeline(this.state, pipeline);
  }

  /** New, existing and fixed findings by uuid; without a base everything is new. */
  compare(head: Pipeline, base: Pipeline | undefined): Comparison {
    return compareFindings(this.findingsOf(head), base ? this.findingsOf(base) : []);
  }

  /** As after ninety days: no finding of the pipeline is left, what people decided stays. */
  expireFindings(pipeline: Pipeline): void {
    pipeline.findings = [];
    for (const child of pipeline.children) this.expireFindings(child);
  }

  dismiss(uuid: string, options: DismissOptions = {}): void {
    this.state.vulnerabilities.dismiss(this.#record(uuid), options);
  }

  setState(uuid: string, state: Exclude<Vulnerability['state'], 'dismissed'>): void {
    this.state.vulnerabilities.setState(this.#record(uuid), state);
  }

  /** An issue from a finding, which confirms it. */
  addIssue(uuid: string, title?: string): Issue {
    return createIssueOfFinding(this.state, this.#finding(uuid), { title });
  }

  /** An issue as somebody writes one by hand. */
  openIssue(project: Project, options: IssueOptions): Issue {
    return this.state.issues.add(project, options);
  }

  addLabel(project: Project, name: string, description?: string): void {
    this.state.issues.addLabels(project, [name], description);
  }

  addMilestone(project: Project, title: string, state: Milestone['state'] = 'active'): Milestone {
    return this.state.issues.addMilestone(project, title, state);
  }

  vulnerability(uuid: string): Vulnerability | undefined {
    return this.state.vulnerabilities.get(uuid);
  }

  /** Somebody starts a discussion in the browser. */
  discuss(
    mergeRequest: MergeRequest,
    body: string,
    options: { readonly author?: User; readonly position?: Position } = {},
  ): Discussion {
    return addDiscussion(this.state, mergeRequest, body, options);
  }

  /** Somebody answers in the browser. */
  reply(discussion: Discussion, body: string, author?: User): void {
    addNote(this.state, discussion, body, author);
  }

  /** Somebody resolves a discussion in the browser, or opens it again. */
  resolve(discussion: Discussion, by: User | undefined, resolved = true): void {
    discussion.resolvedBy = resolved ? by : undefined;
    discussion.resolvedAt = resolved ? new Date() : undefined;
  }

  issues(project: Project): readonly Issue[] {
    return this.state.issues.of(project);
  }

  mergeRequests(project: Project): readonly MergeRequest[] {
    return this.state.mergeRequestsOf(project);
  }

  discussions(mergeRequest: MergeRequest): readonly Discussion[] {
    return this.state.discussions.filter((one) => one.mergeRequest === mergeRequest);
  }

  #token(value: string): Token {
    const token = this.state.tokens.find((one) => one.value === value);
    if (!token) throw new Error('no such token');
    return token;
  }

  #record(uuid: string): Vulnerability {
    const record =
      this.state.vulnerabilities.get(uuid) ?? this.state.vulnerabilities.record(this.#finding(uuid));
    if (!record) throw new Error(`no vulnerability ${uuid}`);
    return record;
  }

  #finding(uuid: string): IngestedFinding {
    const finding = findingByUuid(this.state, uuid);
    if (!finding) throw new Error(`no pipeline reports a finding ${uuid}`);
    return finding;
  }
}
