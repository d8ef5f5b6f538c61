import type { GitLabChanges } from '../../core/settling/gitLabChanges.ts';
import { GraphqlClient } from '../graphqlClient.ts';
import type { Requester } from '../requester.ts';
import { DiscussionWriter } from './discussionWriter.ts';
import { IssueWriter } from './issueWriter.ts';
import { MergeRequestWriter } from './mergeRequestWriter.ts';
import { RestClient } from './restClient.ts';
import { StateWriter } from './stateWriter.ts';

/** Of an answer about issues, labels or people, in bytes. */
const issueLimit = 16 * 1024 * 1024;

/** Everything one instance can be asked to change. */
export function gitLabWriter(requester: Requester): GitLabChanges {
  const { instance } = requester;
  const graphql = new GraphqlClient(requester);
  const rest = new RestClient(requester);
  return {
    states: new StateWriter(instance, graphql),
    issues: new IssueWriter(instance, new RestClient(requester, issueLimit), graphql),
    discussions: new DiscussionWriter(instance, rest),
    mergeRequests: new MergeRequestWriter(instance, rest, graphql),
  };
}
