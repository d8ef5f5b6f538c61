import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSchema, type GraphQLSchema } from 'graphql';
import { contractsFolder } from '../gitlab/contract/contractsFolder.ts';

/** The schema of a real GitLab, as introspected. It takes a second or two to build. */
export function officialSchema(version: '16.3' | '18.8'): GraphQLSchema {
  const text = readFileSync(join(contractsFolder, `graphql/gitlab-${version}-ee.graphql`), 'utf8');
  return buildSchema(text, { assumeValid: true });
}
