import { GraphQLError } from 'graphql';

/** What is not there and what may not be touched are the same to GitLab. */
export function notAvailable(): GraphQLError {
  return new GraphQLError(
    "The resource that you are attempting to access does not exist or you don't have permission to perform this action",
  );
}
