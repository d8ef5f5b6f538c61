export interface User {
  readonly id: number;
  readonly username: string;
  readonly name: string;
  /** Made by GitLab for a token of a project or a group. */
  readonly isBot?: boolean;
}

export interface UserOptions {
  readonly name?: string;
  readonly isBot?: boolean;
}
