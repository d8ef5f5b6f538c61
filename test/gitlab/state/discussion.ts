import type { MergeRequest } from './mergeRequest.ts';
import type { User } from './user.ts';

/** Where in a diff a discussion is (discussions.md): an added line has a new number only, a removed one an old one only. */
export interface Position {
  readonly baseSha: string;
  readonly startSha: string;
  readonly headSha: string;
  readonly oldPath: string;
  readonly newPath: string;
  readonly oldLine: number | undefined;
  readonly newLine: number | undefined;
}

export interface Note {
  readonly id: number;
  readonly author: User | undefined;
  readonly body: string;
  readonly createdAt: Date;
}

export interface Discussion {
  /** Forty hexadecimal digits. */
  readonly id: string;
  readonly mergeRequest: MergeRequest;
  readonly position: Position | undefined;
  readonly notes: Note[];
  resolvedBy: User | undefined;
  resolvedAt: Date | undefined;
}
