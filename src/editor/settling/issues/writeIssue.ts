import * as vscode from 'vscode';
import { inDigits } from '../../../core/base/inDigits.ts';
import { writeIssueDocument } from '../../../core/settling/issueDocument.ts';
import type { IssueDraft } from '../../../core/settling/issueDraft.ts';
import { issueText } from '../../../core/settling/issueText.ts';
import { possibleActions } from '../../../core/settling/possibleActions.ts';
import type { Target } from '../../../core/settling/ports.ts';
import { titleOf } from '../../../core/view/describeFinding.ts';
import { plainLine } from '../../../core/view/plainText.ts';
import { stillAsked } from '../../../core/view/settlementWords.ts';
import { count } from '../../../core/view/words.ts';
import { openUrl } from '../../commands/openUrl.ts';
import { targetsOf } from '../../commands/targets.ts';
import type { SettlingHandlersPorts } from '../settlingHandlers.ts';
import { tellLeftOut } from '../tellLeftOut.ts';
import { notify } from '../../notify.ts';

/** Writes issues about findings as a document to be edited; nothing is sent. */
export async function writeIssue(args: readonly unknown[], ports: SettlingHandlersPorts): Promise<void> {
  const found = await targetsOf(args, ports, 'Create Issue');
  const targets = found.filter(({ finding, snapshot }) => possibleActions(finding, snapshot).createIssue);
  const [first] = targets;
  if (!first) {
    if (found[0]) await tellWhyNot(found[0]);
    return;
  }
  const [root, ...others] = new Set(targets.map((target) => target.root));
  if (root === undefined || others.length > 0) {
    void notify.information(
      'These findings are of several repositories; choose those of one, since an issue belongs to one project.',
    );
    return;
  }
  tellLeftOut(found, targets, 'given an issue');
  const written = draftAbout(targets, ports);
  if (written) {
    await show(written);
    return;
  }
  const groups = await group(targets);
  if (!groups) return;
  const complete = await withDetails(groups, ports);
  const texts = complete.map((members) =>
    issueText(
      members.map(({ finding }) => finding),
      first.snapshot,
    ),
  );
  const draft: IssueDraft = {
    root,
    projectPath: first.snapshot.project.path,
    text: writeIssueDocument(texts),
    parts: groups.map((members) => ({ keys: members.map(({ finding }) => finding.key) })),
    confidential: true,
    labels: [],
    confirms: groups.every((members) => members.length === 1 && members[0]?.finding.uuid !== undefined),
  };
  const name = targets.length === 1 ? titleOf(first.finding, 40) : count(targets.length, 'finding');
  await show(await ports.drafts.add(`Issue ${name}`, draft));
}

/** What was begun about the same findings is gone on with. */
function draftAbout(
  targets: readonly Target[],
  { drafts }: Pick<SettlingHandlersPorts, 'drafts'>,
): vscode.Uri | undefined {
  const wanted = targets.map(({ finding }) => finding.key).sort();
  return drafts.all.findLast(([, { root, parts }]) => {
    const keys = parts.flatMap((part) => part.keys).sort();
    return root === targets[0]?.root && JSON.stringify(keys) === JSON.stringify(wanted);
  })?.[0];
}

async function group(targets: readonly Target[]): Promise<readonly (readonly Target[])[] | undefined> {
  if (targets.length === 1) return [targets];
  const all = {
    label: `One issue for all ${inDigits(targets.length)}`,
    detail: 'A section about each finding.',
  };
  const each = {
    label: 'One issue each',
    detail: `${count(targets.length, 'issue')}, written in one document.`,
  };
  const chosen = await vscode.window.showQuickPick([all, each], {
    title: `Create Issue for ${count(targets.length, 'Finding')}`,
    placeHolder: 'Choose how many issues to create',
    ignoreFocusOut: true,
  });
  if (!chosen) return undefined;
  return chosen === all ? [targets] : targets.map((target) => [target]);
}

/** GitLab's database gives links and remediations of one finding at a time. An issue without them is one as well. */
function withDetails(
  groups: readonly (readonly Target[])[],
  { reader, logger }: SettlingHandlersPorts,
): Thenable<readonly (readonly Target[])[]> {
  const lacks = ({ finding }: Target) => finding.uuid !== undefined && finding.details === undefined;
  if (!groups.flat().some(lacks)) return Promise.resolve(groups);
  const options = {
    location: vscode.ProgressLocation.Notification,
    title: 'Asking GitLab for the details of the findings',
    cancellable: true,
  };
  return vscode.window.withProgress(options, (_, token) => {
    const stop = new AbortController();
    token.onCancellationRequested(() => stop.abort());
    const complete = async (target: Target): Promise<Target> => {
      if (!lacks(target)) return target;
      try {
        const { pipeline, uuid } = target.finding;
        if (uuid === undefined) return target;
        const gitlab = await reader(target.snapshot.instance);
        const details = await gitlab.details(pipeline, uuid, stop.signal);
        return details ? { ...target, finding: { ...target.finding, details } } : target;
      } catch (error) {
        logger.warn(`an issue is written without links and remediations: ${String(error)}`);
        return target;
      }
    };
    return Promise.all(groups.map((members) => Promise.all(members.map(complete))));
  });
}

async function show(uri: vscode.Uri): Promise<void> {
  await vscode.window.showTextDocument(uri, { preview: false });
}

async function tellWhyNot({ finding, snapshot }: Target): Promise<void> {
  const { issue, underway, permissions } = finding;
  if (issue) {
    const pressed = await notify.information(
      `“${titleOf(finding, 60)}” already has issue #${plainLine(issue.iid)}; open it.`,
      'Open Issue',
    );
    if (pressed) await openUrl(issue.url, snapshot.instance);
    return;
  }
  const why = underway
    ? stillAsked
    : permissions?.createIssue === false
      ? `You may not create issues in ${plainLine(snapshot.project.path)}; ask a maintainer.`
      : 'Only an open finding gets an issue; this one is dismissed, fixed or resolved.';
  void notify.information(why);
}
