import type { Fault } from '../gitlab/http/fault.ts';
import type { Kind, WireFault } from './wireFault.ts';

/** What changes something on its way there is never led elsewhere; GraphQL's questions travel as such. */
const isFollowed = (kind: Kind) => kind !== 'graphql';

const redirect = (to: (own: string) => string, status = 302): Fault => ({
  kind: 'sent',
  send: (response) => {
    response.writeHead(status, { location: to(response.req.url ?? '/') }).end();
    return status;
  },
});

/** @param elsewhere another server, which shows everybody its sign-in page */
export function redirectsTo(elsewhere: string): readonly WireFault[] {
  return [
    {
      name: 'five redirects',
      means: (kind) => (isFollowed(kind) ? 'well' : undefined),
      isRedirect: true,
      requests: 6,
      times: 5,
      fault: redirect((own) => own, 307),
    },
    {
      name: 'redirects without an end',
      means: 'unexpectedAnswer',
      isRedirect: true,
      requests: (kind) => (isFollowed(kind) ? 6 : 1),
      fault: redirect((own) => own),
    },
    {
      name: "a redirect to a portal's sign-in page",
      means: 'unexpectedAnswer',
      isRedirect: true,
      requests: 1,
      fault: redirect(() => `${elsewhere}/sign-in?from=here`),
    },
    {
      name: 'a redirect to where nobody listens',
      means: (kind) => (isFollowed(kind) ? 'unreachable' : 'unexpectedAnswer'),
      isRedirect: true,
      requests: (kind) => (isFollowed(kind) ? 3 : 1),
      fault: redirect(() => '//127.0.0.1:9/'),
    },
    {
      name: 'a redirect to nowhere',
      means: 'unexpectedAnswer',
      isRedirect: true,
      requests: 1,
      fault: redirect(() => 'javascript:alert(1)'),
    },
    {
      name: 'a redirect to an unencrypted address',
      means: 'unexpectedAnswer',
      isRedirect: true,
      requests: 1,
      needsTls: true,
      fault: redirect((own) => `http://127.0.0.1:1${own}`),
    },
  ];
}
