import assert from 'node:assert/strict';
import * as vscode from 'vscode';

/** A file of the first workspace folder, or an absolute one. */
export function fileUri(path: string): vscode.Uri {
  const root = vscode.workspace.workspaceFolders?.[0]?.uri;
  assert.ok(root);
  return path.startsWith('/') ? vscode.Uri.file(path) : vscode.Uri.joinPath(root, path);
}

export function open(path: string): Thenable<vscode.TextEditor> {
  return vscode.window.showTextDocument(fileUri(path));
}

/** Puts the cursor on a line, counted from 0. */
export async function cursorOn(path: string, line: number): Promise<vscode.TextEditor> {
  const at = new vscode.Position(line, 0);
  return vscode.window.showTextDocument(fileUri(path), { selection: new vscode.Range(at, at) });
}

/** Where the user is: `src/app.py 4:2`, line and character counted from 0. */
export function cursor(): string {
  const editor = vscode.window.activeTextEditor;
  if (!editor) return 'nowhere';
  const { line, character } = editor.selection.active;
  return `${vscode.workspace.asRelativePath(editor.document.uri, false)} ${line}:${character}`;
}

/** Our problems of a file as lines of text: `error 4:2-4:20 GitLab SAST CWE-89 <https://…> SQL injection.` */
export function problems(path: string): readonly string[] {
  return vscode.languages.getDiagnostics(fileUri(path)).filter(isOurs).map(describe).sort();
}

/** Every file's. */
export function allProblems(): readonly string[] {
  return vscode.languages
    .getDiagnostics()
    .flatMap(([uri, diagnostics]) =>
      diagnostics
        .filter(isOurs)
        .map((diagnostic) => `${vscode.workspace.asRelativePath(uri, false)} ${diagnostic.message}`),
    )
    .sort();
}

function isOurs({ source }: vscode.Diagnostic): boolean {
  return source?.startsWith('GitLab') ?? false;
}

const severities = ['error', 'warning', 'information', 'hint'];

function describe({ severity, range, source = '', code, message, tags }: vscode.Diagnostic): string {
  const where = `${range.start.line}:${range.start.character}-${range.end.line}:${range.end.character}`;
  const named =
    typeof code === 'object'
      ? [`${code.value} <${code.target.toString(true)}>`]
      : code === undefined
        ? []
        : [String(code)];
  const faded = tags?.includes(vscode.DiagnosticTag.Unnecessary) ? ['faded'] : [];
  return [severities[severity], where, source, ...named, ...faded, message].join(' ');
}

/** Our lenses of a file: `4: High · SQL injection`; spaces that only keep an icon apart count as spaces. */
export async function lenses(path: string): Promise<readonly string[]> {
  return (await lensCommands(path)).map(([line, { title }]) => `${line}: ${title.replaceAll('\u00a0', ' ')}`);
}

export async function lensCommands(
  path: string,
): Promise<readonly (readonly [line: number, command: vscode.Command])[]> {
  const found = await vscode.commands.executeCommand<readonly vscode.CodeLens[]>(
    'vscode.executeCodeLensProvider',
    (await open(path)).document.uri,
    1000,
  );
  return found
    .flatMap(({ range, command }) => (command ? [[range.start.line, command] as const] : []))
    .filter(([, { command }]) => command.startsWith('gitlabSecurity.'));
}

/** The hovers we show at a place. */
export async function hovers(
  path: string,
  line: number,
  character: number,
): Promise<readonly vscode.MarkdownString[]> {
  const found = await vscode.commands.executeCommand<readonly vscode.Hover[]>(
    'vscode.executeHoverProvider',
    (await open(path)).document.uri,
    new vscode.Position(line, character),
  );
  return found
    .flatMap(({ contents }) => contents)
    .filter((content): content is vscode.MarkdownString => content instanceof vscode.MarkdownString)
    .filter(({ value }) => value.includes('gitlabSecurity.'));
}

/** What the light bulb of a line offers that is ours. */
export async function lightBulb(path: string, line: number): Promise<readonly vscode.CodeAction[]> {
  const { document } = await open(path);
  const found = await vscode.commands.executeCommand<readonly vscode.CodeAction[]>(
    'vscode.executeCodeActionProvider',
    document.uri,
    document.lineAt(line).range,
  );
  return found.filter(({ command }) => command?.command.startsWith('gitlabSecurity.'));
}
