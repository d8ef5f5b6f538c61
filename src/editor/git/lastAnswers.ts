import * as vscode from 'vscode';

interface Kept {
  readonly asked: string;
  readonly mark: string;
  readonly answer: unknown;
}

/**
 * Keeps git's last answer to each kind of question about a repository as long as what it rests on is the same: the index and where
 * HEAD has been. To look at two files takes a hundredth of what a process takes.
 */
export class LastAnswers {
  readonly #kept = new Map<string, Kept>();

  /** @param asked all that the question depends on besides */
  async get<Answer>(
    kind: string,
    root: vscode.Uri,
    asked: string,
    ask: () => Promise<Answer>,
  ): Promise<Answer> {
    const name = `${kind} ${root.toString()}`;
    // Before git is asked: what changes meanwhile is another mark.
    const mark = await markOf(root);
    const kept = this.#kept.get(name);
    if (mark !== undefined && kept?.mark === mark && kept.asked === asked) return kept.answer as Answer;
    const answer = await ask();
    if (mark !== undefined) this.#kept.set(name, { asked, mark, answer });
    return answer;
  }
}

/** `undefined` where it cannot be seen: then git is asked each time. */
async function markOf(root: vscode.Uri): Promise<string | undefined> {
  try {
    const folder = await gitFolderOf(root);
    const parts = ['index', 'logs/HEAD'].map((path) => vscode.workspace.fs.stat(join(folder, path)));
    return (await Promise.all(parts)).map(({ mtime, size }) => `${mtime} ${size}`).join(' ');
  } catch {
    return undefined;
  }
}

/** A worktree and a submodule have a file there that says where it is (gitrepository-layout). */
async function gitFolderOf(root: vscode.Uri): Promise<vscode.Uri> {
  const own = join(root, '.git');
  const { type } = await vscode.workspace.fs.stat(own);
  if (type & vscode.FileType.Directory) return own;
  const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(own));
  const path = /^gitdir: (.+?)\r?\n?$/.exec(text)?.[1];
  if (path === undefined) throw new Error('no repository');
  return /^([a-z]:)?[\\/]/i.test(path) ? vscode.Uri.file(path) : join(root, path);
}

function join(folder: vscode.Uri, path: string): vscode.Uri {
  return vscode.Uri.joinPath(folder, path);
}
