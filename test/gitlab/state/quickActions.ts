/** A line of a description that GitLab takes for a command: `/close`, `/label ~bug`. */
export interface QuickAction {
  readonly name: string;
  readonly argument: string;
}

export interface Extracted {
  /** What is left once the commands are taken out. */
  readonly text: string;
  readonly quickActions: readonly QuickAction[];
  readonly mentions: readonly string[];
}

/** The commands of issues that GitLab knows, as far as they change something. Others stay text. */
const known = new Set([
  'assign',
  'award',
  'clone',
  'close',
  'confidential',
  'copy_metadata',
  'due',
  'duplicate',
  'epic',
  'estimate',
  'health_status',
  'invite_email',
  'iteration',
  'label',
  'labels',
  'link',
  'lock',
  'milestone',
  'move',
  'parent',
  'promote',
  'react',
  'relabel',
  'relate',
  'reopen',
  'severity',
  'shrug',
  'spend',
  'spent',
  'subscribe',
  'tableflip',
  'title',
  'todo',
  'type',
  'unassign',
  'unlabel',
  'weight',
  'zoom',
]);

/**
 * Takes commands and mentions out of Markdown, as GitLab's extractor does: not in code, and a command only where a line
 * begins (quick_actions.md). Quotes and lists are no protection from mentions.
 */
export function extractQuickActions(description: string): Extracted {
  const quickActions: QuickAction[] = [];
  const kept: string[] = [];
  const spoken: string[] = [];
  let fence: string | undefined;
  for (const line of description.split(/\r?\n/)) {
    const mark = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1];
    const isInside = fence !== undefined;
    if (fence === undefined) fence = mark;
    else if (mark !== undefined && mark.startsWith(fence) && line.trim() === mark) fence = undefined;
    const [, name = '', argument = ''] = /^\/(\w+)(?:[ \t]+(.*))?$/.exec(line) ?? [];
    if (!isInside && mark === undefined && known.has(name.toLowerCase())) {
      quickActions.push({ name: name.toLowerCase(), argument: argument.trim() });
      continue;
    }
    kept.push(line);
    if (!isInside && mark === undefined && !/^(?: {4}|\t)/.test(line)) spoken.push(line);
  }
  return { text: kept.join('\n').trimEnd(), quickActions, mentions: mentionsOf(spoken.join('\n')) };
}

/** `@name` of a user, wherever Markdown would show one: not in code, nor escaped, nor inside a word. */
function mentionsOf(text: string): readonly string[] {
  const shown = text.replaceAll(/(`+)[^`](?:[\s\S]*?[^`])?\1(?!`)/g, '').replaceAll(/\\@/g, '');
  return [...shown.matchAll(/(?<![\w@/.])@([A-Za-z0-9_][\w.-]*[A-Za-z0-9_-]|[A-Za-z0-9_])/g)].map(
    ([, name]) => name ?? '',
  );
}
