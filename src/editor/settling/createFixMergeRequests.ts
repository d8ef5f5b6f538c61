import type { MergeRequestLink } from '../../core/model/settlement.ts';
import { createFixMergeRequest, type FixPorts } from '../../core/settling/createFixMergeRequest.ts';
import type { GitLabChanges } from '../../core/settling/gitLabChanges.ts';
import { possibleActions } from '../../core/settling/possibleActions.ts';
import type { Outcome, Target } from '../../core/settling/ports.ts';
import { prepareFix, type PreparedFix } from '../../core/settling/prepareFix.ts';
import { titleOf } from '../../core/view/describeFinding.ts';
import { explainOutcomes } from '../../core/view/explainOutcome.ts';
import { explainPreparedFix, fixWords, withNotReached } from '../../core/view/fixWords.ts';
import { withoutJoiners } from '../../core/view/gitLabText.ts';
import { stillAsked } from '../../core/view/settlementWords.ts';
import { plainLine } from '../../core/view/plainText.ts';
import { openUrl } from '../commands/openUrl.ts';
import { targetsOf } from '../commands/targets.ts';
import { askToSend } from './askToSend.ts';
import { withChangesPreview, withTextPreview } from './previews.ts';
import type { SettlingHandlersPorts } from './settlingHandlers.ts';
import { tellOutcome } from './tellOutcomes.ts';
import { toSettlingPorts } from './toSettlingPorts.ts';
import { tryAgain } from './tryAgain.ts';
import { withProgress } from './withProgress.ts';
import { notify } from '../notify.ts';

/** Brings remediations by merge request, one finding after the other; the working tree has no part in it. */
export async function createFixMergeRequests(
  args: readonly unknown[],
  ports: SettlingHandlersPorts,
): Promise<void> {
  await createEach(await targetsOf(args, ports, 'Create Remediation Merge Request'), ports);
}

async function createEach(targets: readonly Target[], ports: SettlingHandlersPorts): Promise<void> {
  for (const [index, target] of targets.entries())
    if (!(await createOne(target, targets.slice(index + 1), ports))) return;
}

/**
 * @param others come after it, and with it where it is tried again
 * @returns whether the next one may be asked about
 */
async function createOne(
  target: Target,
  others: readonly Target[],
  ports: SettlingHandlersPorts,
): Promise<boolean> {
  const { finding, snapshot } = target;
  if (!finding.fixMergeRequest && !possibleActions(finding, snapshot).createRemediationMergeRequest) {
    void notify.information(
      finding.underway
        ? stillAsked
        : finding.hasRemediation
          ? 'Only an open finding of a merge request, or of the default branch, can be fixed by merge request; look at its details.'
          : 'The scanner suggests no change for this finding; follow its solution by hand.',
    );
    return true;
  }
  const settling = toFixPorts(ports);
  const tellStop = (outcome: Outcome) =>
    tellOutcome(withNotReached(explainOutcomes(fixWords, [outcome]), others.length), {
      steps: {
        tryAgain: () => tryAgain(ports.store, [target, ...others], (fresh) => createEach(fresh, ports)),
      },
    });
  let fix: PreparedFix;
  try {
    fix = await withProgress('Preparing the merge request', 1, async () => {
      const gitlab = await settling.connect(snapshot.instance);
      return prepareFix(target, gitlab.mergeRequests, new AbortController().signal);
    });
  } catch (failure) {
    await tellStop({ kind: 'refused', target, failure });
    return false;
  }
  switch (fix.kind) {
    case 'there':
      settling.keep(target, fix.mergeRequest);
      tellDone(
        explainOutcomes(fixWords, [{ kind: 'done', target, already: true }]).sentence,
        target,
        fix.mergeRequest,
      );
      return true;
    case 'refused':
    case 'impossible':
      void notify.warning(explainPreparedFix(fix));
      return true;
    case 'own':
    case 'byGitLab': {
      if ((await askAbout(target, fix)) !== 'send') return false;
      let made: MergeRequestLink | undefined;
      const keep: FixPorts['keep'] = (one, mergeRequest) => {
        made = mergeRequest;
        settling.keep(one, mergeRequest);
      };
      const outcome = await withProgress('Creating the merge request', 1, () =>
        createFixMergeRequest(target, fix, { ...settling, keep }),
      );
      const text = explainOutcomes(fixWords, [outcome]);
      if (made) tellDone(text.sentence, target, made);
      // What somebody else has decided about one finding is nothing to the next.
      else if (outcome.kind === 'overtaken') void tellOutcome(text, { steps: {} });
      else {
        await tellStop(outcome);
        return false;
      }
      return true;
    }
  }
}

function toFixPorts(ports: SettlingHandlersPorts): FixPorts {
  return {
    ...toSettlingPorts<GitLabChanges>(ports, ports.connect),
    keep: ({ root, finding }, fixMergeRequest) =>
      ports.marks.update(root, [finding.key], (own) => ({ ...own, fixMergeRequest })),
  };
}

/** Shows the change, and everything else that would be sent. */
function askAbout(target: Target, fix: Extract<PreparedFix, { kind: 'own' | 'byGitLab' }>) {
  const title = `Create Merge Request for “${titleOf(target.finding, 50)}”`;
  const placeholder = 'Create what the editor shows as a merge request?';
  const label = 'Create Merge Request';
  if (fix.kind === 'byGitLab')
    return withTextPreview({ name: 'Remediation.diff', text: fix.patch }, () =>
      askToSend({
        title,
        placeholder,
        send: {
          label,
          detail: 'GitLab makes the branch and the commit, and asks to merge it into the default branch',
        },
      }),
    );
  const { texts, address, targetBranch, changes, commit } = fix;
  return withChangesPreview(texts.title, changes, () =>
    askToSend({
      title,
      placeholder,
      send: {
        label,
        detail: commit
          ? `Makes the branch ${address.branch} with this commit, to be merged into ${targetBranch}`
          : `The branch ${address.branch} is there with this commit; its merge request into ${targetBranch} is missing`,
      },
      facts: [
        { label: texts.title, description: 'Title' },
        { label: address.branch, description: `Branch in ${address.projectPath}` },
        { label: targetBranch, description: 'Merged into' },
        { label: 'Description', description: plainLine(withoutJoiners(texts.description)) },
      ],
    }),
  );
}

/** Nobody has to press anything before the next finding is asked about. */
function tellDone(sentence: string, { snapshot }: Target, { url }: MergeRequestLink): void {
  const open = 'Open Merge Request';
  void notify.information(sentence, open).then((pressed) => {
    if (pressed === open) return openUrl(url, snapshot.instance);
    return undefined;
  });
}
