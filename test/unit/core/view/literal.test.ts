import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Finding } from '../../../../src/core/model/finding.ts';
import { explain } from '../../../../src/core/view/explain.ts';
import { literal } from '../../../../src/core/view/literal.ts';
import { dismissWords } from '../../../../src/core/view/dismissalWords.ts';
import { explainOutcomes } from '../../../../src/core/view/explainOutcome.ts';
import { oneTurn } from '../../../../src/core/base/turns.ts';
import { treeOf } from '../../../../src/core/view/tree.ts';
import { noFilter } from '../../../../src/core/view/filter.ts';
import { hostile } from '../../../host/support/hostile.ts';
import { bareFinding, now, readySnapshot } from './detailsFixture.ts';

/** What VS Code makes links of in notifications and prompts (`linkedText.ts`), and icons of elsewhere. */
const link = /\[([^\]]+)\]\(((?:https?:\/\/|command:|file:)[^)\s]+)(?: (["'])(.+?)(\3))?\)/gi;
const icon = /\$\([a-z0-9-]+(?:~[a-z0-9-]+)?\)/i;

const evil = [
  ...hostile,
  '[Sign in](command:workbench.action.quit)',
  '[a] [b](command:x "title")',
  '\u001b]8;;https://evil.example\u0007x\u001b]8;;\u0007 \u001b[31mred',
  '[[x]](command:y)',
  '$($(gear))',
];

test('text in notifications, prompts and quick picks is neither a link nor an icon', () => {
  assert.ok(evil.some((text) => link.test(text)) && evil.some((text) => icon.test(text)));
  for (const text of evil) {
    assert.doesNotMatch(literal(text), new RegExp(link.source, 'i'), text);
    assert.doesNotMatch(literal(text), icon, text);
  }
});

test('what a server, a branch or a report says is one visible line wherever a sentence has it', () => {
  const lines: string[] = [];
  for (const text of evil) {
    const finding: Finding = { ...bareFinding, title: text };
    const mergeRequest = { ...readySnapshot.mergeRequest!, title: text, targetBranch: text };
    const ready = { ...readySnapshot, branch: text, mergeRequest, findings: [finding] };
    const { repository, instance } = ready;
    const failed = { kind: 'failed', repository, instance, failure: 'serverError', detail: text } as const;
    const cells = [
      { snapshot: ready, ready, refreshing: false },
      { snapshot: { ...ready, comparison: 'pending' as const }, ready, refreshing: true },
      { snapshot: failed, ready, refreshing: false },
    ];
    for (const cell of cells) {
      const { short, sentence } = explain(cell, now);
      lines.push(short, sentence);
      for (const node of treeOf(new Map([['r', cell]]), {
        grouping: 'state',
        filter: noFilter,
        now,
        turns: oneTurn,
      }))
        if ('label' in node) lines.push(node.label);
    }
    const target = { root: 'r', finding, snapshot: ready };
    lines.push(explainOutcomes(dismissWords('used_in_tests'), [{ kind: 'done', target } as never]).sentence);
  }
  assert.ok(lines.length > 100);
  for (const line of lines) assert.doesNotMatch(line, /[\p{Cc}\p{Bidi_Control}\u200b\u2060\ufeff]/u, line);
});
