import type { Instance } from '../model/project.ts';
import { askOne, type Answer, type LocatePorts, type Located } from './askProjects.ts';
import type { BranchHead } from './ports.ts';
import type { MemoryOfRun } from './runMemory.ts';

interface Place {
  readonly instance: Instance;
  readonly path: string;
}

/**
 * Keeps where a fork's merge request is. As long as it is open, the next runs ask that project alone: neither the fork,
 * nor again where it came from. A merge request within one project may be followed by one to its origin, and so all are
 * asked there.
 */
export function rememberPlace(
  { gitlab, overview, chosen, choices }: Located,
  head: BranchHead,
  chosenUrl: string | undefined,
  memory: MemoryOfRun,
): void {
  const { sourceProjectPath, projectPath } = chosen?.mergeRequest ?? {};
  const isFromFork = sourceProjectPath !== undefined && sourceProjectPath !== projectPath;
  const key = keyOf(head, chosenUrl);
  const place: Place = { instance: gitlab.instance, path: overview.project.path };
  if (isFromFork && choices.every((choice) => choice.projectPath === projectPath)) memory.keep(key, place);
  else memory.forget(key);
}

/** Asks the project where an earlier run found the merge request; `undefined` where there is none. */
export async function askKnownPlace(
  head: BranchHead,
  chosenUrl: string | undefined,
  { signedIn, memory }: LocatePorts,
  signal: AbortSignal,
): Promise<Answer | undefined> {
  const place = memory.recall(keyOf(head, chosenUrl)) as Place | undefined;
  const instance = (await signedIn.instances()).find(({ url }) => url === place?.instance.url);
  const gitlab = instance && (await signedIn.connect(instance));
  return place && gitlab && askOne(gitlab, place.path, head, chosenUrl, memory, signal);
}

/** Holds for a branch and its remotes. */
function keyOf({ branch, commit, remotes }: BranchHead, chosenUrl: string | undefined): string {
  return JSON.stringify(['place', branch ?? commit, remotes, chosenUrl]);
}
