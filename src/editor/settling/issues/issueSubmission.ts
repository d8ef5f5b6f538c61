import * as vscode from 'vscode';
import { findByKeys } from '../../../core/model/findByKeys.ts';
import type { IssueLink } from '../../../core/model/finding.ts';
import { afterIssues } from '../../../core/settling/afterIssues.ts';
import { createIssues } from '../../../core/settling/createIssues.ts';
import type { GitLabChanges } from '../../../core/settling/gitLabChanges.ts';
import { readIssueDocument } from '../../../core/settling/issueDocument.ts';
import type { IssueDraft } from '../../../core/settling/issueDraft.ts';
import type { IssueOutcome, IssueRequest } from '../../../core/settling/issueOutcome.ts';
import type { SettlingPorts, Target } from '../../../core/settling/ports.ts';
import { explainIssueOutcomes } from '../../../core/view/explainIssueOutcome.ts';
import { stillAsked } from '../../../core/view/settlementWords.ts';
import { count } from '../../../core/view/words.ts';
import { openUrl } from '../../commands/openUrl.ts';
import type { SettlingHandlersPorts } from '../settlingHandlers.ts';
import { tellOutcome } from '../tellOutcomes.ts';
import { toSettlingPorts } from '../toSettlingPorts.ts';
import { updateMarks } from '../updateMarks.ts';
import { withProgress } from '../withProgress.ts';
import { issueFlawWords } from './issueFlawWords.ts';
import { notify } from '../../notify.ts';

/** Creates in GitLab what a draft says, and keeps of the draft what GitLab has not confirmed. */
export class IssueSubmission {
  readonly #ports: SettlingHandlersPorts;
  readonly #settling: SettlingPorts<GitLabChanges>;
  /** Pressing twice is not two issues. */
  readonly #sending = new Set<string>();

  constructor(ports: SettlingHandlersPorts) {
    this.#ports = ports;
    this.#settling = toSettlingPorts(ports, ports.connect);
  }

  async submit(uri: vscode.Uri): Promise<void> {
    const name = uri.toString();
    if (this.#sending.has(name)) {
      void notify.information(stillAsked);
      return;
    }
    this.#sending.add(name);
    const outcomes = await this.#send(uri).finally(() => this.#sending.delete(name));
    if (outcomes) await this.#tell(uri, outcomes);
  }

  async #send(uri: vscode.Uri): Promise<readonly IssueOutcome[] | undefined> {
    const { drafts, marks } = this.#ports;
    const document = await vscode.workspace.openTextDocument(uri);
    // Kept before it is sent: neither a lost answer nor a closed window may cost what was written.
    if (document.isDirty && !(await document.save())) {
      void notify.error('No issue was created: VS Code could not save the draft; save it and try again.');
      return undefined;
    }
    const draft = drafts.get(uri);
    if (!draft) return undefined;
    const requests = this.#requestsOf(draft);
    if (typeof requests === 'string') {
      void notify.error(requests);
      return undefined;
    }
    const begun = draft.parts.map((part) => ({ ...part, begun: true }));
    await drafts.set(uri, { ...draft, parts: begun });
    const outcomes = await withProgress(
      `Creating ${count(requests.length, 'issue')}`,
      requests.length,
      (options, signal) => createIssues(requests, this.#settling, options, signal),
    );
    for (const { targets, issue } of outcomes.flatMap(unlinked))
      updateMarks(marks, targets, (own) => ({ ...own, issue }));
    await this.#keepTheRest(document, outcomes);
    return outcomes;
  }

  /** One request for each issue of the draft, or why there is none. */
  #requestsOf(draft: IssueDraft): readonly IssueRequest[] | string {
    const { text, parts, confidential, labels, assignee, milestone, root, projectPath } = draft;
    const texts = readIssueDocument(text, parts.length);
    if (typeof texts === 'string') return issueFlawWords[texts];
    const ready = this.#ports.store.cells.get(root)?.ready;
    const snapshot = ready?.project.path === projectPath ? ready : undefined;
    const known = findByKeys(snapshot?.findings ?? [], new Set(parts.flatMap(({ keys }) => keys)));
    const requests: IssueRequest[] = [];
    for (const [index, { keys, begun, existing }] of parts.entries()) {
      const targets = keys.flatMap((key): readonly Target[] => {
        const finding = known.get(key);
        return snapshot && finding ? [{ root, snapshot, finding }] : [];
      });
      const issue = texts[index];
      if (!issue || targets.length < keys.length)
        return 'No issue was created: its finding is not among those of the present branch; refresh, or switch to the branch it was found on.';
      if (targets.some(({ finding }) => finding.underway)) return stillAsked;
      const content = {
        ...issue,
        confidential,
        labels,
        ...(assignee && { assigneeId: assignee.id }),
        ...(milestone && { milestoneId: milestone.id }),
      };
      requests.push({ targets, content, ...(begun && { begun }), ...(existing && { existing }) });
    }
    return requests;
  }

  /** What was created leaves the document, which goes with the last of it; what was typed meanwhile stays. */
  async #keepTheRest(document: vscode.TextDocument, outcomes: readonly IssueOutcome[]): Promise<void> {
    const { drafts } = this.#ports;
    const { uri } = document;
    if (document.isDirty) await document.save();
    const draft = drafts.get(uri);
    if (!draft) return;
    const left = afterIssues(draft, outcomes);
    // Text and parts at once: the editor reads the document anew, and no window finds one without the other.
    if (left) await drafts.set(uri, left);
    else await this.#discard(uri);
  }

  async #tell(uri: vscode.Uri, outcomes: readonly IssueOutcome[]): Promise<void> {
    const left = this.#ports.drafts.get(uri)?.parts.length ?? 0;
    const { about, ...text } = explainIssueOutcomes(outcomes, left);
    const found = about && 'issue' in about ? about : undefined;
    await tellOutcome(text, {
      steps: {
        tryAgain: () => this.submit(uri),
        ...(found && {
          openIssue: () => openUrl(found.issue.url, found.request.targets[0]?.snapshot.instance),
          useIssueText: () => this.#useText(uri, found.request, found.issue),
        }),
        discardIssue: () => this.#discard(uri),
      },
    });
  }

  /** The user said that the issue is theirs. */
  async #useText(uri: vscode.Uri, { targets }: IssueRequest, existing: IssueLink): Promise<void> {
    const draft = this.#ports.drafts.get(uri);
    if (!draft) return;
    const [key = ''] = targets.map(({ finding }) => finding.key);
    const parts = draft.parts.map((part) => (part.keys.includes(key) ? { ...part, existing } : part));
    await this.#ports.drafts.set(uri, { ...draft, parts });
    await this.submit(uri);
  }

  /** Closes its tab first: one whose file has gone asks whether to save it. */
  async #discard(uri: vscode.Uri): Promise<void> {
    const document = vscode.workspace.textDocuments.find((one) => one.uri.toString() === uri.toString());
    if (document?.isDirty) await document.save();
    const tabs = vscode.window.tabGroups.all
      .flatMap((group) => group.tabs)
      .filter(({ input }) => input instanceof vscode.TabInputText && input.uri.toString() === uri.toString());
    await vscode.window.tabGroups.close(tabs);
    await this.#ports.drafts.remove(uri);
  }
}

/** Findings that GitLab does not link with the issue they have. */
function unlinked(
  outcome: IssueOutcome,
): readonly { readonly targets: readonly Target[]; readonly issue: IssueLink }[] {
  if (outcome.kind === 'existing' && !outcome.isLinked)
    return [{ targets: [outcome.target], issue: outcome.issue }];
  if (outcome.kind !== 'created') return [];
  const { linked, issue, request } = outcome;
  return [{ targets: request.targets.filter((target) => !linked.includes(target)), issue }];
}
