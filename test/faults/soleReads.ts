import { addressOf } from '../../src/core/settling/changeState.ts';
import { makeFixStage } from '../unit/gitlab/writes/fixStage.ts';
import type { WriteStage } from '../unit/gitlab/support/writeStage.ts';
import type { Cleanup } from './refreshScene.ts';
import type { Asking, SoleRead } from './soleRead.ts';

const path = 'acme/shop/api';
const discussionId = 'd15c0551';

/** A project that has one of everything that is read. */
export async function makeLibrary(t: Cleanup): Promise<WriteStage> {
  const stage = await makeFixStage(t, { longestSilence: 30_000 });
  const { gitlab, project, mergeRequest, developer } = stage;
  gitlab.openIssue(project, { title: 'Known', description: 'A word: marked', author: developer });
  gitlab.addLabel(project, 'security');
  gitlab.addMilestone(project, 'Soon');
  gitlab.discuss(mergeRequest, 'Please\nmarked', { author: developer });
  return stage;
}

const finding = ({ stage }: Asking) => addressOf(stage.target('Rule new'));
const ofMergeRequest = ({ stage }: Asking) => stage.target('Rule new').snapshot.mergeRequest ?? fail();
const project = '/api/v4/projects/acme%2Fshop%2Fapi';

/** Every read that is made for one finding, one file or one question. */
export const soleReads: readonly SoleRead[] = [
  {
    name: 'details of a finding',
    kind: 'graphql',
    target: 'FindingDetails',
    ask: (asking) => {
      const { projectPath, pipelineIid: iid, uuid } = finding(asking);
      return asking.gitlab.details({ projectPath, iid }, uuid, asking.signal);
    },
  },
  {
    name: 'state of a finding',
    kind: 'graphql',
    target: 'FindingStatus',
    ask: (asking) => asking.changes.states.status(finding(asking), asking.signal),
  },
  {
    name: 'remediation of a finding',
    kind: 'graphql',
    target: 'FindingRemediation',
    ask: (asking) => asking.changes.mergeRequests.remediation(finding(asking), asking.signal),
  },
  {
    name: 'ids of blobs',
    kind: 'graphql',
    target: 'BlobIds',
    ask: ({ gitlab, stage, signal }) => gitlab.blobIds(path, stage.head.sha, ['src/new.ts'], signal),
  },
  {
    name: 'text of a file at the scanned commit',
    kind: 'file',
    target: `GET ${project}/repository/files/src%2Fnew.ts/raw`,
    ask: ({ gitlab, stage, signal }) => gitlab.fileAt(path, stage.head.sha, 'src/new.ts', signal),
    bears: ['notFound', 'tooLarge'],
  },
  {
    name: 'a file and its last commit',
    kind: 'json',
    target: `GET ${project}/repository/files/src%2Fnew.ts`,
    ask: ({ changes, stage, signal }) =>
      changes.mergeRequests.file(path, stage.head.sha, 'src/new.ts', signal),
    bears: ['notFound'],
  },
  {
    name: 'a branch',
    kind: 'json',
    target: `GET ${project}/repository/branches/feature`,
    ask: ({ changes, signal }) =>
      changes.mergeRequests.branch({ projectPath: path, branch: 'feature' }, signal),
    bears: ['notFound'],
  },
  {
    name: 'open merge requests of a branch',
    kind: 'json',
    target: `GET ${project}/merge_requests`,
    ask: ({ changes, signal }) =>
      changes.mergeRequests.openFrom({ projectPath: path, branch: 'feature' }, 'main', signal),
  },
  {
    name: 'whether a merge request is there',
    kind: 'json',
    target: `GET ${project}/merge_requests/1`,
    ask: ({ changes, signal }) => changes.mergeRequests.isThere(path, '1', signal),
    bears: ['notFound'],
  },
  {
    name: 'discussions',
    kind: 'json',
    target: `GET ${project}/merge_requests/1/discussions`,
    ask: async (asking) => {
      const { discussions } = asking.changes;
      return [...(await discussions.find(ofMergeRequest(asking), ['marked'], asking.signal))];
    },
  },
  {
    name: 'a discussion',
    kind: 'json',
    target: `GET ${project}/merge_requests/1/discussions/*`,
    ask: async (asking) => {
      const { discussions } = asking.changes;
      const [discussion] = asking.stage.gitlab.discussions(asking.stage.mergeRequest);
      return discussions.read(ofMergeRequest(asking), discussion?.id ?? discussionId, asking.signal);
    },
    bears: ['notFound'],
  },
  {
    name: 'issues with a word',
    kind: 'json',
    target: `GET ${project}/issues`,
    ask: ({ changes, signal }) => changes.issues.find(path, 'marked', signal),
  },
  {
    name: 'an issue',
    kind: 'json',
    target: `GET ${project}/issues/1`,
    ask: ({ changes, signal }) => changes.issues.read(path, '1', signal),
  },
  {
    name: 'labels',
    kind: 'json',
    target: `GET ${project}/labels`,
    ask: ({ changes, signal }) => changes.issues.labels(path, signal),
  },
  {
    name: 'members',
    kind: 'json',
    target: `GET ${project}/members/all`,
    ask: ({ changes, signal }) => changes.issues.members(path, signal),
  },
  {
    name: 'milestones',
    kind: 'json',
    target: `GET ${project}/milestones`,
    ask: ({ changes, signal }) => changes.issues.milestones(path, signal),
  },
  {
    name: 'whose token it is',
    kind: 'json',
    target: 'GET /api/v4/user',
    ask: ({ connections, instance, token, signal }) => connections.checkToken(instance, token, signal),
    // A token with read_repository alone may ask about itself, but not who it is.
    bears: ['insufficientScope'],
  },
  {
    name: 'what the token may do',
    kind: 'json',
    target: 'GET /api/v4/personal_access_tokens/self',
    ask: ({ connections, instance, token, signal }) => connections.checkToken(instance, token, signal),
    bears: 'everything',
  },
  {
    name: 'which GitLab it is',
    kind: 'json',
    target: 'GET /api/v4/metadata',
    ask: ({ connections, instance, signal }) => connections.describe(instance, signal),
    bears: 'everything',
  },
];

function fail(): never {
  throw new Error('no merge request');
}
