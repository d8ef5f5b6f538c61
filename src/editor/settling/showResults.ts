import * as vscode from 'vscode';
import type { explainEach } from '../../core/view/explainOutcome.ts';
import { titleOf } from '../../core/view/describeFinding.ts';
import { severityIcons } from '../../core/view/words.ts';
import { command } from '../commands/names.ts';

/** Lists what came of each of many findings; choosing one shows its details. */
export async function showResults(results: ReturnType<typeof explainEach>): Promise<void> {
  const plain = (text: string) => text.replace(/\$\(/g, '$ (');
  const items = results.map(({ outcome: { target, kind }, sentence }) => ({
    label: `$(${severityIcons[target.finding.severity]}) ${plain(titleOf(target.finding, 80))}`,
    description: kind === 'done' ? 'done' : kind === 'cancelled' ? 'cancelled' : 'not done',
    detail: plain(sentence),
    target,
  }));
  const chosen = await vscode.window.showQuickPick(items, {
    title: 'Results',
    placeHolder: 'Choose a finding to see its details',
    matchOnDescription: true,
    matchOnDetail: true,
  });
  if (!chosen) return;
  const { finding, root } = chosen.target;
  await vscode.commands.executeCommand(command('showFinding'), finding.key, root);
}
