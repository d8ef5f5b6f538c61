import { confirmVulnerability, dismissVulnerability, revertVulnerability } from './vulnerabilityMutations.ts';
import { linkIssue } from './linkIssue.ts';
import {
  createIssue,
  createMergeRequest,
  createVulnerability,
  dismissFinding,
  revertFinding,
} from './findingMutations.ts';
import type { GraphqlContext } from './graphqlContext.ts';
import { notAvailable } from './notAvailable.ts';

/** What one field of `Mutation` does; GraphQL has checked the input's types. */
export type Mutation = (input: Readonly<Record<string, unknown>>, context: GraphqlContext) => object;

const mutations: Readonly<Record<string, Mutation>> = {
  echoCreate: ({ messages, errors }) => ({ echoes: messages, errors: errors ?? [] }),
  securityFindingDismiss: dismissFinding,
  securityFindingRevertToDetected: revertFinding,
  securityFindingCreateIssue: createIssue,
  securityFindingCreateMergeRequest: createMergeRequest,
  securityFindingCreateVulnerability: createVulnerability,
  vulnerabilityDismiss: dismissVulnerability,
  vulnerabilityConfirm: confirmVulnerability,
  vulnerabilityRevertToDetected: revertVulnerability,
  vulnerabilityIssueLinkCreate: linkIssue,
};

/** The fields of `Mutation`. A token that may only read is told what one is told who may not do it. */
export function mutationRoot(context: GraphqlContext): object {
  const { access, mayWrite, refusal } = context;
  return Object.fromEntries(
    Object.entries(mutations).map(([name, mutate]) => [
      name,
      ({ input }: { readonly input: Readonly<Record<string, unknown>> }) => {
        if (!access.user || !mayWrite) throw notAvailable();
        const payload = refusal ? { errors: refusal } : mutate(input, context);
        return { errors: [], ...payload, clientMutationId: input['clientMutationId'] };
      },
    ]),
  );
}
