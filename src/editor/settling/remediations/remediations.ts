import * as vscode from 'vscode';
import type { FindingDetails } from '../../../core/model/finding.ts';
import { isGitLabFailure } from '../../../core/model/failure.ts';
import type { ChangedFile } from '../../../core/remediation/changedFiles.ts';
import { possibleActions } from '../../../core/settling/possibleActions.ts';
import type { Target } from '../../../core/settling/ports.ts';
import {
  fixApplied,
  fixNotTakenBack,
  fixQuestion,
  fixRefused,
  fixTitle,
  noFix,
  withoutFix,
} from '../../../core/view/describeFix.ts';
import { reasonOf } from '../../../core/view/explainProblem.ts';
import { explainRefusal } from '../../../core/view/explainRefusal.ts';
import { targetsOf } from '../../commands/targets.ts';
import type { SettlingHandlersPorts } from '../settlingHandlers.ts';
import { updateMarks } from '../updateMarks.ts';
import { withProgress } from '../withProgress.ts';
import { AppliedFixes, type AppliedFixRecord } from './appliedFixes.ts';
import { fixTargets, type FixTargets } from './fixTargets.ts';
import { loadFixes, type Fix } from './loadFixes.ts';
import { makeEdit } from './makeEdit.ts';
import { prepareFixes, type PreparedFixes } from './prepareFixes.ts';
import { Reviews } from './reviews.ts';
import { showFirstChange } from './showFirstChange.ts';
import { toWorkspaceEdit } from './toWorkspaceEdit.ts';
import { undoFix } from './undoFix.ts';
import { notify } from '../../notify.ts';

/** Makes the changes that reports suggest, once the user has seen them. */
export class Remediations {
  readonly #ports: SettlingHandlersPorts;
  readonly #reviews: Reviews;
  readonly #applied: AppliedFixes;
  /** By finding and pipeline. */
  readonly #details = new Map<string, Promise<FindingDetails | undefined>>();

  constructor(ports: SettlingHandlersPorts) {
    this.#ports = ports;
    this.#reviews = ports.own.add(new Reviews());
    this.#applied = ports.own.add(new AppliedFixes(ports.marks));
  }

  async apply(args: readonly unknown[]): Promise<void> {
    // Also one whose fix seems to be made: it may have been taken back in a way that nobody could notice.
    const canBeFixed = ({ finding: { appliedFix: _applied, ...finding }, snapshot }: Target) =>
      possibleActions(finding, snapshot).applyRemediation;
    const chosen = await targetsOf(args, this.#ports, 'Apply Fix', canBeFixed);
    await this.#applyTo({ fixable: chosen, chosen });
  }

  /** The fixes of a file, of a group of the tree, of whatever is selected: all of them or none. */
  async applyAll(args: readonly unknown[]): Promise<void> {
    await this.#applyTo(await fixTargets(args, this.#ports));
  }

  /** The user's word on the change that is shown. */
  decide(applied: boolean): void {
    this.#reviews.decide(applied);
  }

  async #applyTo({ fixable, chosen }: FixTargets): Promise<void> {
    for (const root of new Set(fixable.map((target) => target.root))) {
      const isHere = (target: Target) => target.root === root;
      await this.#applyIn(root, fixable.filter(isHere), chosen.filter(isHere));
    }
  }

  async #applyIn(root: string, targets: readonly Target[], chosen: readonly Target[]): Promise<void> {
    const fixes = await this.#load(targets);
    if (!fixes) return;
    if (fixes.length === 0) {
      void notify.information(noFix(targets.length));
      return;
    }
    let seen = '';
    for (;;) {
      const prepared = await withProgress('Preparing the fix', 1, () =>
        prepareFixes(root, fixes, this.#ports),
      );
      if (prepared.kind !== 'ready') {
        await this.#tell(prepared, fixes.length > 1);
        return;
      }
      // Only what was looked at is done: what has changed since is shown again.
      const { files, effective } = prepared;
      const now = JSON.stringify(files);
      if (now === seen) {
        await this.#make(root, files, effective);
        return;
      }
      const findings = findingsOf(effective);
      if (seen === '') tellWithoutFix(chosen, fixes);
      const title = fixTitle(findings, files);
      const sentence = fixQuestion(findings, files, seen !== '');
      if (!(await this.#reviews.ask({ title, sentence, files }))) return;
      seen = now;
    }
  }

  async #load(targets: readonly Target[]): Promise<readonly Fix[] | undefined> {
    try {
      return await withProgress('Loading the fix', 1, () =>
        loadFixes(targets, {
          details: (target) => this.#detailsOf(target),
          onFault: (error) =>
            this.#ports.logger.warn(`what else a fix is for is not known: ${String(error)}`),
        }),
      );
    } catch (error) {
      const why = isGitLabFailure(error) ? reasonOf(error.code) : String(error);
      void notify.error(`The fix could not be loaded: ${why}; try again.`);
      return undefined;
    }
  }

  async #detailsOf({ finding, snapshot }: Target): Promise<FindingDetails | undefined> {
    const { details, uuid, hasRemediation, pipeline, key } = finding;
    if (details || uuid === undefined || !hasRemediation) return details;
    const name = `${key} ${pipeline.id}`;
    const known = this.#details.get(name);
    if (known) return known;
    const asked = this.#ports
      .reader(snapshot.instance)
      .then((gitlab) => gitlab.details(pipeline, uuid, new AbortController().signal));
    this.#details.set(name, asked);
    // What GitLab did not say it may say the next time.
    const forget = () => this.#details.delete(name);
    asked.then((details) => details ?? forget(), forget);
    return asked;
  }

  async #make(root: string, files: readonly ChangedFile[], effective: readonly Fix[]): Promise<void> {
    const findings = findingsOf(effective);
    const edit = await toWorkspaceEdit(vscode.Uri.parse(root), files);
    if (!edit || !(await makeEdit(edit))) {
      void notify.error('VS Code did not make the change; apply the fix again.');
      return;
    }
    const record = {
      root,
      files,
      targets: effective.flatMap(({ targets }) => targets),
      at: new Date().toISOString(),
    };
    await this.#applied.add(record);
    void this.#offerUndo(record, fixApplied(findings, files));
    try {
      await showFirstChange(root, files);
    } catch (error) {
      // The fix is made all the same.
      this.#ports.logger.warn(`what a fix has changed cannot be shown: ${String(error)}`);
    }
  }

  /** Nobody waits for it, so that it tells by itself what went wrong. */
  async #offerUndo(record: AppliedFixRecord, sentence: string): Promise<void> {
    const pressed = await notify.information(sentence, 'Undo');
    if (pressed !== 'Undo') return;
    try {
      await undoFix(record, this.#applied);
    } catch (error) {
      this.#ports.logger.warn(`a fix could not be taken back: ${String(error)}`);
      void notify.error(fixNotTakenBack);
    }
  }

  async #tell(
    prepared: Exclude<PreparedFixes, { readonly kind: 'ready' }>,
    isOneOfSeveral: boolean,
  ): Promise<void> {
    const explanation = explainRefusal(prepared.refusal);
    if (prepared.kind === 'idle') {
      if (prepared.refusal.reason === 'alreadyApplied') this.#markDone(prepared.effective);
      void notify.information(explanation);
      return;
    }
    const { fix, refusal, conflict } = prepared;
    const findings = findingsOf([fix]);
    void notify.warning(fixRefused(findings, explanation, isOneOfSeveral));
    if (refusal.reason !== 'conflict' || !conflict) return;
    const title = `Conflict in ${refusal.path}: Here ↔ The Fix of the Scanned Text`;
    const line = refusal.conflicts[0]?.fixed.start ?? 0;
    await this.#reviews.compare(title, refusal.path, conflict.present, conflict.fixed, line);
  }

  /** Somebody has made the change by hand: from here on it waits for the pipeline all the same. */
  #markDone(fixes: readonly Fix[]): void {
    const at = new Date().toISOString();
    const targets = fixes.flatMap((fix) => fix.targets);
    updateMarks(this.#ports.marks, targets, (own, { snapshot }) => ({
      ...own,
      appliedFix: own.appliedFix ?? { at, pipelineId: snapshot.pipeline.id },
    }));
  }
}

function findingsOf(fixes: readonly Fix[]): readonly Target['finding'][] {
  return fixes.flatMap(({ targets }) => targets.map(({ finding }) => finding));
}

function tellWithoutFix(chosen: readonly Target[], fixes: readonly Fix[]): void {
  const fixed = new Set(findingsOf(fixes).map(({ key }) => key));
  const left = chosen.filter(({ finding }) => !fixed.has(finding.key)).length;
  if (left > 0) void notify.information(withoutFix(left, chosen.length));
}
