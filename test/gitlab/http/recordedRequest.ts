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
  /** Whether it asks for a change: a mutation, or any method but GET and HEAD. */
  readonly isWrite: boolean;
  /** What a REST request brings as JSON; the variables of GraphQL's queries. */
  readonly sent: unknown;
  readonly tokenUsed: string | undefined;
  readonly startedAt: number;
  /** Whether GitLab answered it, whatever became of the answer. False while it is unanswered. */
  reached: boolean;
  complexity: number;
  /** 0 while it is unanswered, and for a connection that was cut. */
  status: number;
  /** Infinity while it is unanswered. */
  endedAt: number;
}
