import type { WireEvidence, WireHttp } from '../ingest/wireReport.ts';

export function evidenceNode(evidence: WireEvidence | undefined): object | null {
  if (!evidence) return null;
  const { source } = evidence;
  return {
    summary: evidence.summary,
    source: source && { identifier: source.id, name: source.name, url: source.url },
    request: requestNode(evidence.request),
    response: responseNode(evidence.response),
    supportingMessages: (evidence.supporting_messages ?? []).map((message) => ({
      name: message.name,
      request: requestNode(message.request),
      response: responseNode(message.response),
    })),
  };
}

function requestNode(request: WireHttp | undefined): object | null {
  if (!request) return null;
  const { method, url, body, headers = [] } = request;
  return { method, url, body, headers };
}

function responseNode(response: WireHttp | undefined): object | null {
  if (!response) return null;
  const { status_code: statusCode, reason_phrase: reasonPhrase, body, headers = [] } = response;
  return { statusCode, reasonPhrase, body, headers };
}
