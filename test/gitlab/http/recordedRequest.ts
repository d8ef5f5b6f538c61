/** One request as the server saw it. */
export interface RecordedRequest {
  readonly method: string;
  /** `/api/v4/projects/:id/jobs/:job_id/artifacts`; the path itself where no route knows it. */
  readonly template: string;
  /** Below the sub-path, with the query. */
  readonly path: string;
  readonly operationNames: readonly string[];
  /** As the client wrote them. */
  readonly queries: readonly string[];
  readonly tokenUsed: string | undefined;
  readonly startedAt: number;
  complexity: number;
  /** 0 while it is unanswered, and for a connection that was cut. */
  status: number;
  /** Infinity while it is unanswered. */
  endedAt: number;
}
