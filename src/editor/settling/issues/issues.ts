import * as vscode from 'vscode';
import { openUrl } from '../../commands/openUrl.ts';
import { command } from '../../commands/names.ts';
import { targetsOf } from '../../commands/targets.ts';
import type { SettlingHandlersPorts } from '../settlingHandlers.ts';
import { changeIssue } from './changeIssue.ts';
import { IssueSubmission } from './issueSubmission.ts';
import { writeIssue } from './writeIssue.ts';
import { notify } from '../../notify.ts';

/** Issues about findings: written as documents, then created in GitLab. */
export class Issues {
  readonly #ports: SettlingHandlersPorts;
  readonly #submission: IssueSubmission;

  constructor(ports: SettlingHandlersPorts) {
    this.#ports = ports;
    this.#submission = new IssueSubmission(ports);
  }

  create(args: readonly unknown[]): Promise<void> {
    return writeIssue(args, this.#ports);
  }

  async submit(args: readonly unknown[]): Promise<void> {
    const uri = this.#draftOf(args);
    if (uri) await this.#submission.submit(uri);
  }

  async change(args: readonly unknown[]): Promise<void> {
    const uri = this.#draftOf(args);
    if (uri) await changeIssue(uri, this.#ports);
  }

  async open(args: readonly unknown[]): Promise<void> {
    const [target] = await targetsOf(args, this.#ports, 'Open Issue');
    if (!target) return;
    const { finding, snapshot, root } = target;
    if (finding.issue) {
      await openUrl(finding.issue.url, snapshot.instance);
      return;
    }
    const pressed = await notify.information('This finding has no issue yet; create one.', 'Create Issue…');
    if (pressed) await vscode.commands.executeCommand(command('createIssue'), finding.key, root);
  }

  /** The document a button belongs to, or the one in front. */
  #draftOf([first]: readonly unknown[]): vscode.Uri | undefined {
    const uri = first instanceof vscode.Uri ? first : vscode.window.activeTextEditor?.document.uri;
    if (uri && this.#ports.drafts.get(uri)) return uri;
    void notify.information('There is no issue in this editor; begin with Create Issue… on a finding.');
    return undefined;
  }
}
