import type { IncomingMessage, ServerResponse } from 'node:http';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { GraphqlEndpoint } from '../graphql/graphqlEndpoint.ts';
import { answerOauth } from '../oauth/answerOauth.ts';
import { answerRest, matchRoute, type RestMatch } from '../rest/restEndpoint.ts';
import type { State } from '../state/state.ts';
import { answerGraphql, type CostedReply } from './answerGraphql.ts';
import { authenticate, sentToken } from './authenticate.ts';
import { reachesGitLab } from './fault.ts';
import { Faults } from './faults.ts';
import { type GraphqlBody, graphqlQueries, hasMutation, operationNamesOf } from './graphqlQueries.ts';
import { type Incoming, readIncoming } from './incoming.ts';
import type { ObjectStore } from './objectStore.ts';
import { parseJson } from './parseJson.ts';
import { RateLimit } from './rateLimit.ts';
import type { RecordedRequest } from './recordedRequest.ts';
import { html, json, type Reply, signInPage } from './reply.ts';
import { faulty, transmit } from './transmit.ts';
import { withEtag } from './withEtag.ts';

/** What a request turned out to ask for. */
interface Asked {
  readonly incoming: Incoming;
  readonly template: string;
  readonly graphql: GraphqlBody | undefined;
  readonly rest: RestMatch | undefined;
}

/** Takes a request from the socket to its answer, by way of delays, faults and limits. */
export class RequestHandler {
  readonly faults = new Faults();
  readonly rateLimit: RateLimit;
  readonly #state: State;
  readonly #graphql: GraphqlEndpoint;
  readonly #objectStore: ObjectStore;
  readonly #onRequest: (request: RecordedRequest, incoming: Incoming) => void;

  constructor(
    state: State,
    objectStore: ObjectStore,
    onRequest: (request: RecordedRequest, incoming: Incoming) => void,
  ) {
    this.#state = state;
    this.#objectStore = objectStore;
    this.#onRequest = onRequest;
    this.#graphql = new GraphqlEndpoint(state);
    this.rateLimit = new RateLimit(state.settings.rateLimit);
  }

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const startedAt = performance.now();
    const incoming = await readIncoming(request, this.#state.settings.subPath);
    if (!incoming) {
      transmit(response, html(404, '<h1>Not Found</h1>'), undefined);
      return;
    }
    const asked = understand(incoming);
    const record = recordOf(asked, startedAt);
    this.#onRequest(record, incoming);
    response.on('close', () => {
      record.endedAt = Math.min(record.endedAt, performance.now());
    });
    const aim = { ...record, path: incoming.path };
    const fault = this.faults.take(aim);
    const delay = this.faults.delayOf(aim);
    if (delay > 0) await sleep(delay, undefined, { ref: false });
    record.reached = reachesGitLab(fault);
    const { reply, complexity } = record.reached
      ? await this.#replyTo(asked, fault?.kind === 'mutationErrors' ? fault.errors : undefined)
      : { reply: nothing(asked), complexity: 0 };
    record.complexity = complexity;
    // The client cannot answer before it is sent, so its next request starts later than this.
    if (fault?.kind !== 'hang') record.endedAt = performance.now();
    record.status = transmit(response, faulty(fault, reply), fault);
  }

  async #replyTo(asked: Asked, mutationErrors: readonly string[] | undefined): Promise<CostedReply> {
    const limited = this.rateLimit.refuse();
    if (limited) return { reply: limited, complexity: 0 };
    const { incoming } = asked;
    const state = this.#state;
    const identity = authenticate(state, incoming.headers);
    if (incoming.path === '/api/graphql' && incoming.method === 'POST') {
      return answerGraphql(state, this.#graphql, asked.graphql, identity, mutationErrors);
    }
    if (!incoming.path.startsWith('/api/v4/')) {
      return { reply: answerOauth(state, incoming) ?? page(incoming), complexity: 0 };
    }
    const send = (bytes: Uint8Array, filename: string, type: string) => this.#send(bytes, filename, type);
    const reply = answerRest(state, incoming, asked.rest, identity, send);
    return { reply: withEtag(incoming, reply), complexity: 0 };
  }

  #send(bytes: Uint8Array, filename: string, type: string): Reply {
    if (this.#state.settings.objectStore) {
      const location = this.#objectStore.sign(filename, bytes, type);
      return { status: 302, headers: { location, 'content-type': 'text/plain' }, body: Buffer.alloc(0) };
    }
    const disposition = `attachment; filename="${filename}"`;
    return {
      status: 200,
      headers: { 'content-type': type, 'content-disposition': disposition },
      body: Buffer.from(bytes),
    };
  }
}

/** What a fault is put in place of where GitLab was not asked. */
function nothing({ graphql }: Asked): Reply {
  return json(200, graphql?.isMultiplex ? graphql.queries.map(() => ({})) : {});
}

function understand(incoming: Incoming): Asked {
  const { method, path, body } = incoming;
  const isGraphql = path === '/api/graphql';
  const rest = path.startsWith('/api/v4/') ? matchRoute(method, path.slice('/api/v4'.length)) : undefined;
  return {
    incoming,
    template: rest ? `/api/v4${rest.route.template}` : path,
    graphql: isGraphql ? graphqlQueries(body) : undefined,
    rest,
  };
}

function recordOf({ incoming, template, graphql }: Asked, startedAt: number): RecordedRequest {
  const query = incoming.query.toString();
  const queries = graphql?.queries ?? [];
  return {
    method: incoming.method,
    template,
    path: query === '' ? incoming.path : `${incoming.path}?${query}`,
    operationNames: operationNamesOf(queries),
    queries: queries.map((one) => one.query),
    isWrite: graphql ? hasMutation(queries) : !['GET', 'HEAD'].includes(incoming.method),
    sent: graphql ? queries.map(({ variables }) => variables) : parseJson(incoming.body),
    tokenUsed: sentToken(incoming.headers),
    startedAt,
    reached: false,
    complexity: 0,
    status: 0,
    endedAt: Infinity,
  };
}

/** What is not the API is for people with a session, which no token gives. */
function page({ method }: Incoming): Reply {
  if (method !== 'GET' && method !== 'HEAD') return json(404, { error: '404 Not Found' });
  return html(200, signInPage);
}
