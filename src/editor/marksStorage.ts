import type * as vscode from 'vscode';
import type { MarksStorage } from '../core/settling/marks.ts';

/** Marks by repository in the workspace's own storage. */
export function marksStorage(memento: vscode.Memento): MarksStorage {
  const key = (root: string) => `marks ${root}`;
  return {
    load: (root) => memento.get<unknown>(key(root)),
    save: (root, marks) => void memento.update(key(root), marks),
  };
}
