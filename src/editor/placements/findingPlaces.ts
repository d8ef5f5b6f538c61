import * as vscode from 'vscode';
import { eachInTurns, type Turns } from '../../core/base/turns.ts';
import type { Finding } from '../../core/model/finding.ts';
import { isOnLines } from '../../core/placement/placement.ts';
import { lacksText, type FindingPlace } from './findingPlace.ts';

/** The places of one repository's findings, and which files they are in. */
export class FindingPlaces {
  readonly #byKey = new Map<string, FindingPlace>();
  /** Keys by URI as text: where one is changes with every edit, which file it is in does not. */
  readonly #inFile = new Map<string, string[]>();
  readonly #ways = new Set<string>();
  #lacksTexts = false;

  /** Goes through all in turns: there may be a hundred thousand. */
  static async of(places: readonly FindingPlace[], turns: Turns): Promise<FindingPlaces> {
    const all = new FindingPlaces();
    await eachInTurns(places, (place) => all.#add(place), turns);
    return all;
  }

  /** Files with findings, by URI as text. */
  get files(): Iterable<string> {
    return this.#inFile.keys();
  }

  /** Files that the way to a finding leads through, by URI as text. */
  get ways(): ReadonlySet<string> {
    return this.#ways;
  }

  /** Something could not be compared for want of the text that was scanned. */
  get lacksTexts(): boolean {
    return this.#lacksTexts;
  }

  get(key: string): FindingPlace | undefined {
    return this.#byKey.get(key);
  }

  values(): Iterable<FindingPlace> {
    return this.#byKey.values();
  }

  /** Whether there are findings in a file, or steps to one. */
  concern(id: string): boolean {
    return this.#inFile.has(id) || this.#ways.has(id);
  }

  /** @param id the file's URI as text */
  in(id: string): readonly FindingPlace[] {
    return this.#inFile.get(id)?.flatMap((key) => this.#byKey.get(key) ?? []) ?? [];
  }

  /** A finding is elsewhere in its file. */
  move(place: FindingPlace): void {
    this.#byKey.set(place.finding.key, place);
  }

  /** What is known of the findings themselves may be something else now. */
  async restate(findings: readonly Finding[], turns: Turns): Promise<void> {
    const exchange = (finding: Finding) => {
      const before = this.#byKey.get(finding.key);
      if (before && before.finding !== finding) this.#byKey.set(finding.key, { ...before, finding });
    };
    await eachInTurns(findings, exchange, turns);
  }

  #add(place: FindingPlace): void {
    const { finding, uri, root, steps } = place;
    this.#byKey.set(finding.key, place);
    this.#lacksTexts ||= lacksText(place);
    if (uri) {
      const id = uri.toString();
      const keys = this.#inFile.get(id);
      if (keys) keys.push(finding.key);
      else this.#inFile.set(id, [finding.key]);
    }
    for (const flow of steps)
      for (const step of flow)
        if (isOnLines(step))
          this.#ways.add(vscode.Uri.joinPath(vscode.Uri.parse(root), step.path).toString());
  }
}
