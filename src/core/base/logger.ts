/** What the core may log with; `vscode.LogOutputChannel` satisfies it. Never pass bodies, headers or tokens. */
export interface Logger {
  trace(message: string): void;
  debug(message: string): void;
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
}
