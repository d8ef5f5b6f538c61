/** Commands that change something; what they do is loaded with the first of them. */
export const settlingCommandNames = [
  'dismissFinding',
  'restoreFinding',
  'editDismissal',
  'requestDismissal',
  'hideFinding',
  'createIssue',
  'submitIssue',
  'changeIssue',
  'openIssue',
  'applyRemediation',
  'applyAllRemediations',
  'confirmFix',
  'cancelFix',
  'createRemediationMergeRequest',
] as const;

export type SettlingCommandName = (typeof settlingCommandNames)[number];

/** Every command, without its prefix. */
export const commandNames = [
  ...settlingCommandNames,
  'signIn',
  'signOut',
  'refresh',
  'showFinding',
  'goToFinding',
  'nextFinding',
  'previousFinding',
  'nextStep',
  'previousStep',
  'openInGitLab',
  'openLink',
  'copyFinding',
  'filterFindings',
  'clearFilter',
  'groupFindings',
  'toggleCodeLens',
  'diagnoseConnection',
  'copyDiagnosis',
  'showLog',
  'chooseMergeRequest',
  'chooseAccount',
  'pickFinding',
  'ignoreHost',
  'showMenu',
  'runStep',
  'showProblem',
  'showMore',
] as const;

export type CommandName = (typeof commandNames)[number];

export function command(name: CommandName): string {
  return `gitlabSecurity.${name}`;
}
