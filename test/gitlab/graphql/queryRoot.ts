import { revision } from '../revision.ts';
import { globalId, type GraphqlContext } from './graphqlContext.ts';
import { idOf } from './idOf.ts';
import { projectNode } from './projectNode.ts';
import { userNode } from './userNode.ts';
import { vulnerabilityNode } from './vulnerabilityNode.ts';

/** The fields of `Query`. Nobody sees the version without signing in. */
export function queryRoot(context: GraphqlContext): object {
  const { state, access } = context;
  const { version, tier } = state.settings;
  return {
    metadata: () =>
      access.user && {
        version: tier === 'ce' ? version : `${version}-ee`,
        revision,
        enterprise: tier !== 'ce',
      },
    currentUser: () =>
      access.user && { ...userNode(state, access.user), id: globalId('User', access.user.id) },
    vulnerability: ({ id }: { readonly id: string }) => {
      const record = state.vulnerabilities.byId(idOf('Vulnerability', id));
      return record && access.readFindings(record.project) ? vulnerabilityNode(record, context) : null;
    },
    project: ({ fullPath }: { readonly fullPath: string }) => {
      const project = /^\d+$/.test(fullPath) ? undefined : state.project(fullPath);
      return access.see(project) ? projectNode(project, context) : null;
    },
  };
}
