import type { Issue, IssueOptions, Label, Milestone } from './issue.ts';
import type { Project } from './project.ts';
import { extractQuickActions, type QuickAction } from './quickActions.ts';
import type { Sequence } from './sequence.ts';
import type { User } from './user.ts';

/** All issues, with what they can be given. What is written in a description takes effect here. */
export class Issues {
  readonly all: Issue[] = [];
  readonly labels: Label[] = [];
  readonly milestones: Milestone[] = [];
  readonly #ids: Sequence;
  readonly #users: readonly User[];

  constructor(ids: Sequence, users: readonly User[]) {
    this.#ids = ids;
    this.#users = users;
  }

  of(project: Project): readonly Issue[] {
    return this.all.filter((issue) => issue.project === project);
  }

  add(project: Project, options: IssueOptions): Issue {
    const createdAt = new Date();
    const issue: Issue = {
      id: this.#ids.next('issue', 3001),
      iid: this.#ids.next(`issue of ${project.id}`),
      project,
      author: options.author,
      createdAt,
      title: options.title,
      description: '',
      confidential: options.confidential ?? false,
      state: 'opened',
      labels: options.labels ?? [],
      assignees: options.assignees ?? [],
      milestone: options.milestone,
      dueDate: options.dueDate,
      updatedAt: createdAt,
      quickActions: [],
      mentioned: [],
    };
    this.all.push(issue);
    this.addLabels(project, issue.labels);
    if (options.description !== undefined) this.describe(issue, options.description);
    return issue;
  }

  /** Rewrites the description; commands in it are carried out and do not stay. */
  describe(issue: Issue, description: string): void {
    const { text, quickActions, mentions } = extractQuickActions(description);
    issue.description = text;
    issue.quickActions.push(...quickActions);
    for (const action of quickActions) carryOut(issue, action, this.#users);
    issue.mentioned.push(...this.#users.filter(({ username }) => mentions.includes(username)));
  }

  /** Labels come to be by being used. */
  addLabels(project: Project, names: readonly string[], description?: string): void {
    for (const name of names) {
      if (this.labels.some((label) => label.project === project && label.name === name)) continue;
      this.labels.push({ id: this.#ids.next('label'), project, name, description });
    }
  }

  addMilestone(project: Project, title: string, state: Milestone['state'] = 'active'): Milestone {
    const iid = this.#ids.next(`milestone of ${project.id}`);
    const milestone = { id: this.#ids.next('milestone'), iid, project, title, state };
    this.milestones.push(milestone);
    return milestone;
  }
}

/** Those whose effect a test can see; the others are only written down. */
function carryOut(issue: Issue, { name, argument }: QuickAction, users: readonly User[]): void {
  if (name === 'confidential') issue.confidential = true;
  if (name === 'close') issue.state = 'closed';
  if (name === 'reopen') issue.state = 'opened';
  if (name === 'title' && argument !== '') issue.title = argument;
  if (name === 'due') issue.dueDate = argument;
  if (name === 'label' || name === 'labels') {
    const names = [...argument.matchAll(/~(?:"([^"]+)"|(\S+))/g)].map(
      ([, long, short]) => long ?? short ?? '',
    );
    issue.labels = [...new Set([...issue.labels, ...names])];
  }
  if (name === 'assign') {
    const named = users.filter(({ username }) => argument.split(/\s+/).includes(`@${username}`));
    issue.assignees = [...new Set([...issue.assignees, ...named])];
  }
}
