import type * as vscode from 'vscode';
import { isGitLabFailure } from '../../../core/model/failure.ts';
import type { IssueDraft } from '../../../core/settling/issueDraft.ts';
import type { IssueChanges, IssueChoice } from '../../../core/settling/issuePorts.ts';
import { reasonOf } from '../../../core/view/explainProblem.ts';
import { plainLine } from '../../../core/view/plainText.ts';
import type { SettlingHandlersPorts } from '../settlingHandlers.ts';
import { choose } from './choose.ts';
import { notify } from '../../notify.ts';

interface ChoiceItem<Id> extends vscode.QuickPickItem {
  /** None for the item that takes it away. */
  readonly choice?: IssueChoice<Id>;
}

/** Asks, until the user leaves, what an issue is to have beside its text. */
export async function changeIssue(uri: vscode.Uri, ports: SettlingHandlersPorts): Promise<void> {
  const { drafts } = ports;
  for (;;) {
    const draft = drafts.get(uri);
    if (!draft) return;
    const chosen = await askWhat(draft);
    if (chosen === undefined) return;
    const changed = chosen === 'confidential' ? !draft.confidential : await ask(chosen, draft, ports);
    if (changed === 'left') return;
    const now = drafts.get(uri);
    if (!now || changed === 'back') continue;
    const { assignee: _assignee, milestone: _milestone, ...others } = now;
    if (typeof changed === 'boolean') await drafts.set(uri, { ...now, confidential: changed });
    else await drafts.set(uri, { ...(chosen === 'labels' ? now : others), ...kept(now, chosen), ...changed });
  }
}

type Part = 'confidential' | 'labels' | 'assignee' | 'milestone';
const names = { labels: 'labels', assignee: 'members', milestone: 'milestones' } as const;

type Changed = Pick<Partial<IssueDraft>, 'labels' | 'assignee' | 'milestone'>;

/** The other one of those that can be taken away. */
function kept({ assignee, milestone }: IssueDraft, chosen: Part): Changed {
  if (chosen === 'assignee') return milestone ? { milestone } : {};
  return chosen === 'milestone' && assignee ? { assignee } : {};
}

async function askWhat(draft: IssueDraft): Promise<Part | undefined> {
  const { projectPath, confidential, labels, assignee, milestone } = draft;
  const item = (part: Part, label: string, description: string, detail: string) => ({
    part,
    label,
    description: safe(description),
    detail,
  });
  const items = [
    item(
      'confidential',
      'Confidential',
      confidential ? 'yes' : 'no',
      confidential
        ? 'Only members with at least the Reporter role see it; choose to let everybody see it who sees the project.'
        : 'Everybody who sees the project sees it; choose to make it confidential.',
    ),
    item('labels', 'Labels…', labels.join(', ') || 'none', 'Choose among the labels of the project.'),
    item('assignee', 'Assignee…', assignee ? `@${assignee.name}` : 'none', 'Choose a member of the project.'),
    item('milestone', 'Milestone…', milestone?.name ?? 'none', 'Choose among the open milestones.'),
  ];
  const choice = await choose({
    title: `Issue in ${plainLine(projectPath)}`,
    placeholder: 'Choose what to change, or press Escape when done',
    items: Promise.resolve(items),
    isChosen: () => false,
  });
  return choice.kind === 'chosen' ? choice.items[0]?.part : undefined;
}

async function ask(
  part: Exclude<Part, 'confidential'>,
  draft: IssueDraft,
  ports: SettlingHandlersPorts,
): Promise<Changed | 'back' | 'left'> {
  const signal = new AbortController();
  const { projectPath, labels, assignee, milestone } = draft;
  const load = async <Id>(
    from: (issues: IssueChanges) => Promise<readonly IssueChoice<Id>[]>,
    none?: string,
  ): Promise<readonly ChoiceItem<Id>[]> => {
    const items = (await from(await issuesOf(draft, ports))).map((choice) => ({
      label: safe(choice.name),
      ...(choice.description !== undefined && { description: safe(choice.description) }),
      choice,
    }));
    return none === undefined ? items : [{ label: none }, ...items];
  };
  const title = `Issue in ${plainLine(projectPath)}`;
  const steps = {
    labels: () =>
      choose({
        title,
        placeholder: 'Choose labels',
        items: load(async (issues) => {
          const known = await issues.labels(projectPath, signal.signal);
          const others = labels.filter((label) => !known.some(({ id }) => id === label));
          return [...others.map((label) => ({ id: label, name: label })), ...known];
        }),
        isChosen: ({ choice }) => choice !== undefined && labels.includes(choice.id),
        many: true,
        canGoBack: true,
      }),
    assignee: () =>
      choose({
        title,
        placeholder: 'Choose an assignee',
        items: load((issues) => issues.members(projectPath, signal.signal), 'Nobody'),
        isChosen: ({ choice }) => choice?.id === assignee?.id,
        canGoBack: true,
      }),
    milestone: () =>
      choose({
        title,
        placeholder: 'Choose a milestone',
        items: load((issues) => issues.milestones(projectPath, signal.signal), 'No milestone'),
        isChosen: ({ choice }) => choice?.id === milestone?.id,
        canGoBack: true,
      }),
  };
  const choice = await steps[part]();
  signal.abort();
  if (choice.kind === 'failed') {
    const why = isGitLabFailure(choice.error) ? reasonOf(choice.error.code) : 'something went wrong here';
    ports.logger.warn(`choices of an issue: ${String(choice.error)}`);
    void notify.error(`The ${names[part]} could not be loaded: ${why}; try again.`);
    return 'back';
  }
  if (choice.kind !== 'chosen') return choice.kind;
  const chosen = choice.items.flatMap((item) => (item.choice ? [item.choice] : []));
  if (part === 'labels') return { labels: chosen.map(({ name }) => name) };
  const [one] = chosen as readonly IssueChoice<number>[];
  return one ? { [part]: { id: one.id, name: one.name } } : {};
}

async function issuesOf(
  { root }: IssueDraft,
  { store, connect }: SettlingHandlersPorts,
): Promise<IssueChanges> {
  const ready = store.cells.get(root)?.ready;
  if (!ready) throw new Error('the findings of this repository are not here yet');
  return (await connect(ready.instance)).issues;
}

/** VS Code would make icons of it. */
function safe(text: string): string {
  return plainLine(text).replace(/\$\(/g, '$ (');
}
