import { Emitter } from '../base/event.ts';
import type { Disposable } from '../base/disposable.ts';
import { exchangeFindings } from '../model/counts.ts';
import type { Finding } from '../model/finding.ts';
import type { Settlement, Underway } from '../model/settlement.ts';
import type { ReadySnapshot } from '../model/snapshot.ts';
import { nature, readMarks, writeMarks, type KeptMarks } from './keptMarks.ts';

/** Where marks outlive the window: the workspace's own storage. */
export interface MarksStorage {
  load(root: string): unknown;
  save(root: string, marks: unknown): void;
}

/** What was done about findings from here: under way now, or kept in the workspace. */
export class Marks implements Disposable {
  readonly #storage: MarksStorage;
  readonly #kept = new Map<string, Map<string, KeptMarks>>();
  readonly #underway = new Map<string, Map<string, Underway>>();
  readonly #changed = new Emitter<string>();

  /** Fires the root of the repository whose marks changed. */
  readonly onDidChange = this.#changed.event;

  constructor(storage: MarksStorage) {
    this.#storage = storage;
  }

  of(root: string, key: string): KeptMarks {
    return this.#keptIn(root).get(key) ?? {};
  }

  /** By key, of the findings that have any. */
  in(root: string): ReadonlyMap<string, KeptMarks> {
    return this.#keptIn(root);
  }

  /** Several at once are one change. */
  update(root: string, keys: readonly string[], change: (marks: KeptMarks, key: string) => KeptMarks): void {
    const kept = this.#keptIn(root);
    const isMarked = keys.some((key) => kept.has(key));
    for (const key of keys) {
      const marks = change(kept.get(key) ?? {}, key);
      // The newest stand last, and stay when there are too many.
      kept.delete(key);
      if (Object.keys(marks).length > 0) kept.set(key, marks);
    }
    if (!isMarked && !keys.some((key) => kept.has(key))) return;
    this.#storage.save(root, writeMarks(kept));
    this.#changed.fire(root);
  }

  /** Marks findings as under way, each until the returned function is called with its key. */
  begin(root: string, keys: readonly string[], underway: Underway): (key: string) => void {
    const marks = this.#underway.get(root) ?? new Map<string, Underway>();
    this.#underway.set(root, marks);
    for (const key of keys) marks.set(key, underway);
    this.#changed.fire(root);
    return (key) => {
      if (marks.delete(key)) this.#changed.fire(root);
    };
  }

  /** A snapshot's findings with their marks; the same snapshot where there are none. */
  apply(snapshot: ReadySnapshot): ReadySnapshot {
    const { root } = snapshot.repository;
    const kept = this.#keptIn(root);
    const underway = this.#underway.get(root);
    const marked = new Set([...kept.keys(), ...(underway?.keys() ?? [])]);
    if (marked.size === 0) return snapshot;
    return {
      ...snapshot,
      findings: exchangeFindings(snapshot.findings, marked, (finding) => {
        const own = kept.get(finding.key) ?? {};
        const now = underway?.get(finding.key);
        return { ...finding, ...settlementOf(finding, own, snapshot), ...(now && { underway: now }) };
      }),
    };
  }

  dispose(): void {
    this.#changed.dispose();
  }

  #keptIn(root: string): Map<string, KeptMarks> {
    let kept = this.#kept.get(root);
    if (!kept) this.#kept.set(root, (kept = readMarks(this.#storage.load(root))));
    return kept;
  }
}

/** What still holds of the marks that were made. */
function settlementOf(
  finding: Finding,
  { request, hidden, appliedFix, fixMergeRequest, issue }: KeptMarks,
  { pipeline, mergeRequest }: ReadySnapshot,
): Settlement & Pick<Finding, 'issue'> {
  const isOpen = finding.state === 'detected' || finding.state === 'confirmed';
  return {
    // Another merge request of the branch is read by other people.
    ...(request &&
      isOpen &&
      mergeRequest &&
      request.url.startsWith(`${mergeRequest.webUrl}#`) && { request }),
    ...(hidden && isOpen && hidden.of === nature(finding) && { hidden }),
    // A newer pipeline has the last word on whether it helped.
    ...(appliedFix?.pipelineId === pipeline.id && { appliedFix }),
    ...(fixMergeRequest && !finding.fixMergeRequest && { fixMergeRequest }),
    ...(issue && !finding.issue && { issue }),
  };
}
