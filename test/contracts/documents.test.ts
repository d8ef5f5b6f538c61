import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type GraphQLSchema, validate } from 'graphql';
import { skipWithoutContracts } from '../gitlab/contract/contractsFolder.ts';
import { buildGitLabSchema } from '../gitlab/graphql/buildGitLabSchema.ts';
import { queryCost } from '../gitlab/graphql/queryCost.ts';
import { documentNamed, type ExtensionDocument, extensionDocuments } from './extensionDocuments.ts';
import { officialSchema } from './officialSchema.ts';

const skip = skipWithoutContracts;
const documents = await extensionDocuments();

/** What the extension does where GitLab before 18 does not know a document: another document, or going without. */
const fallbacks: Readonly<Record<string, { readonly document: string } | { readonly without: string }>> = {
  findingDetailsDocument: { document: 'findingDetailsWithoutCodeFlowsDocument' },
  findingRemediationDocument: { document: 'findingRemediationWithoutBranchDocument' },
  findingStatusDocument: { document: 'findingStatusWithoutPermissionsDocument' },
  restoreFindingDocument: { document: 'restoreFindingWithoutCommentDocument' },
  permissionsDocument: { without: 'permissions stay unknown' },
  forkDocument: { without: 'REST tells where a fork came from' },
};

/** Below the Enterprise Edition these have to do. */
const communityDocuments = ['overviewDocument', 'pipelinesAtCommitDocument', 'blobIdsDocument'];

/** As many of what GitLab counts one by one as are ever asked for at once. */
const fullest = { paths: Array.from({ length: 100 }, (_, index) => `${index}.ts`) };

function errorsOf(schema: GraphQLSchema, { node }: ExtensionDocument): readonly string[] {
  return validate(schema, node).map(({ message }) => message);
}

test('there are documents to check', () => {
  for (const name of ['overviewDocument', 'findingsDocument', 'findingDetailsDocument'])
    documentNamed(documents, name);
  assert.ok(documents.length >= 7);
});

test("every document is valid in GitLab's 18.8", { skip }, () => {
  const official = officialSchema('18.8');
  for (const document of documents) assert.deepEqual(errorsOf(official, document), [], document.name);
});

test("every document is valid in GitLab's 16.3, or has a fallback that is", { skip }, () => {
  const official = officialSchema('16.3');
  for (const document of documents) {
    const isValid = errorsOf(official, document).length === 0;
    const fallback = fallbacks[document.name];
    assert.equal(
      isValid,
      fallback === undefined,
      `${document.name} is ${isValid ? '' : 'not '}valid in 16.3`,
    );
    if (fallback && 'document' in fallback) {
      assert.deepEqual(
        errorsOf(official, documentNamed(documents, fallback.document)),
        [],
        fallback.document,
      );
    }
  }
});

test('the test GitLab knows every document, in the versions that do', () => {
  const [recent, old] = ['18.8.2', '16.3.9'].map((version) => buildGitLabSchema(version, 'ultimate'));
  assert.ok(recent && old);
  for (const document of documents) {
    assert.deepEqual(errorsOf(recent, document), [], document.name);
    assert.equal(errorsOf(old, document).length > 0, document.name in fallbacks, document.name);
  }
});

test('the Community Edition knows what has to do there', () => {
  for (const version of ['18.8.2', '16.3.9']) {
    const community = buildGitLabSchema(version, 'ce');
    for (const name of communityDocuments) {
      assert.deepEqual(errorsOf(community, documentNamed(documents, name)), [], `${name} in ${version}`);
    }
    assert.notDeepEqual(errorsOf(community, documentNamed(documents, 'findingsDocument')), []);
  }
});

test('every document alone stays within GitLab’s limits', () => {
  const schema = buildGitLabSchema('18.8.2', 'ultimate');
  for (const { name, node, text } of documents) {
    const { complexity, depth } = queryCost(schema, node, fullest);
    assert.ok(complexity <= 250, `${name} has complexity ${complexity}`);
    assert.ok(depth <= 20, `${name} has depth ${depth}`);
    assert.ok(text.length <= 10_000, `${name} has ${text.length} characters`);
  }
});

test('what is asked in one request stays within the limits together', () => {
  const schema = buildGitLabSchema('18.8.2', 'ultimate');
  const together = ['overviewDocument', 'findingsDocument', 'permissionsDocument', 'forkDocument'].map(
    (name) => documentNamed(documents, name),
  );
  const costs = together.map(({ name, node }) => [name, queryCost(schema, node, {}).complexity] as const);
  const complexity = costs.reduce((sum, [, cost]) => sum + cost, 0);
  const characters = together.reduce((sum, { text }) => sum + text.length, 0);
  assert.ok(complexity <= 250, `complexity ${complexity}: ${costs.map((pair) => pair.join(' ')).join(', ')}`);
  assert.ok(characters <= 10_000, `${characters} characters`);
});
