import type { Turns } from '../base/turns.ts';
import type { Finding } from '../model/finding.ts';
import type { Problem, ReadySnapshot } from '../model/snapshot.ts';
import type { Explanation, NextStep } from './explanation.ts';
import type { Filter } from './filter.ts';
import type { Grouping } from './grouping.ts';

export interface TreeOptions {
  readonly grouping: Grouping;
  readonly filter: Filter;
  readonly now: number;
  /** Of the thread: to put very many findings into groups takes long. */
  readonly turns: Turns;
  /** The view itself says what is missing, above the rows: a row would cut the sentence off. */
  readonly saysAbove?: boolean;
  /** How many rows of a group are wanted, by its id, or how many groups; five hundred where it says nothing. */
  readonly shown?: (group: string) => number | undefined;
}

/** A row of the findings tree. Children are made when a row is opened; ids are stable, so nothing jumps on a refresh. */
export type TreeNode =
  | {
      readonly kind: 'repository';
      readonly id: string;
      readonly label: string;
      readonly description: string;
      readonly explanation: Explanation;
      readonly snapshot?: ReadySnapshot;
      /** All that the filter lets be seen, however many rows there are. */
      readonly findings: () => Promise<readonly Finding[]>;
      readonly children: () => Promise<readonly TreeNode[]>;
    }
  | {
      readonly kind: 'group';
      readonly id: string;
      readonly label: string;
      readonly description: string;
      readonly expanded: boolean;
      readonly root: string;
      readonly snapshot: ReadySnapshot;
      /** All of them, however many rows there are. */
      readonly findings: readonly Finding[];
      readonly children: () => readonly TreeNode[];
    }
  | {
      readonly kind: 'finding';
      readonly id: string;
      readonly root: string;
      readonly finding: Finding;
      readonly snapshot: ReadySnapshot;
    }
  | {
      readonly kind: 'pipeline';
      readonly id: string;
      readonly label: string;
      readonly description: string;
      readonly url: string;
      readonly children: () => readonly TreeNode[];
    }
  | {
      readonly kind: 'job';
      readonly id: string;
      readonly label: string;
      readonly description: string;
      readonly url: string;
      readonly failed: boolean;
    }
  | {
      readonly kind: 'problem';
      readonly id: string;
      readonly label: string;
      readonly description: string;
      readonly problem: Problem;
      readonly url: string;
    }
  | {
      readonly kind: 'more';
      readonly id: string;
      readonly label: string;
      readonly description: string;
      readonly group: string;
      /** How many there will be. */
      readonly rows: number;
    }
  | { readonly kind: 'sentence'; readonly id: string; readonly label: string }
  | {
      readonly kind: 'step';
      readonly id: string;
      readonly label: string;
      readonly step: NextStep;
      readonly root: string;
    };
