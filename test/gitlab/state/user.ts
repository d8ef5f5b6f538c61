export interface User {
  readonly id: number;
  readonly username: string;
  readonly name: string;
}

export interface UserOptions {
  readonly name?: string;
}
