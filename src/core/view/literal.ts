/**
 * Text on its way to a place where VS Code makes links of `[label](command:…)`, which run commands, or icons of `$(name)`,
 * although it is called plain: notifications, prompts, quick picks. A space keeps either from being one.
 */
export function literal(text: string): string {
  return text.replace(/\](?=\()/g, '] ').replace(/\$(?=\()/g, '$ ');
}
