import type { GitLabChanges } from '../../core/settling/gitLabChanges.ts';
import { GraphqlClient } from '../graphqlClient.ts';
import type { Requester } from '../requester.ts';
import { DiscussionWriter } from './discussionWriter.ts';
import { IssueWriter } from './issueWriter.ts';
import { MergeRequestWriter } from './mergeRequestWriter.ts';
import { RestClient } from './restClient.ts';
import { StateWriter } from './stateWriter.ts';

/** Everything one instance can be asked to change. */
export function gitLabWriter(requester: Requester): GitLabChanges {
  const { instance } = requester;
  const graphql = new GraphqlClient(requester);
  const rest = new RestClient(requester);
  return {
    states: new StateWriter(instance, graphql),
    issues: new IssueWriter(requester, graphql),
    discussions: new DiscussionWriter(instance, rest),
    mergeRequests: new MergeRequestWriter(instance, rest, graphql),
  };
}
