import { readFileSync } from 'node:fs';
import { buildSchema, type GraphQLSchema } from 'graphql';
import { isAtLeast, type Tier } from '../settings.ts';

/** The part of GitLab's schema that this server answers: what a version and edition knows, and no more. */
export function buildGitLabSchema(version: string, tier: Tier): GraphQLSchema {
  const generation = isAtLeast(version, 18) ? '18' : '16';
  const community = ['common', `common-${generation}`];
  const enterprise = ['ee', 'ee-locations', 'ee-details', 'ee-mutations', `ee-${generation}`];
  const files = tier === 'ce' ? community : [...community, ...enterprise];
  return buildSchema(files.map(read).join('\n'));
}

function read(name: string): string {
  return readFileSync(new URL(`../schema/${name}.graphql`, import.meta.url), 'utf8');
}
