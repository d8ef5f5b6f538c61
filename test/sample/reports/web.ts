export const site = 'https://staging.shop.acme.example';

export interface Page {
  readonly method: string;
  readonly path: string;
  readonly param?: string;
}

export interface Exchange {
  readonly summary: string;
  /** What was asked for instead of the page, with a query where it has one. */
  readonly asked?: string;
  readonly requestBody?: string;
  readonly status: readonly [code: number, reason: string];
  readonly responseHeaders?: Readonly<Record<string, string>>;
  readonly responseBody: string;
}

export function webLocation({ method, path, param = '' }: Page): object {
  return { hostname: site, method, path, param };
}

/** What went over the wire, headers as the scanners write them. */
export function evidence({ method, path }: Page, exchange: Exchange): object {
  const { summary, asked = path, requestBody, status, responseHeaders, responseBody } = exchange;
  const [code, reason] = status;
  return {
    summary,
    request: {
      method,
      url: `${site}${asked}`,
      headers: headers({
        Accept: 'application/json',
        'User-Agent': 'Mozilla/5.0 (X11; Linux x86_64) GitLab DAST',
        ...(requestBody !== undefined && { 'Content-Type': 'application/json' }),
      }),
      ...(requestBody !== undefined && { body: requestBody }),
    },
    response: {
      status_code: code,
      reason_phrase: reason,
      headers: headers({ Server: 'gunicorn/21.2.0', ...responseHeaders }),
      body: responseBody,
    },
  };
}

export function scannedResources(pages: readonly Page[]): readonly object[] {
  return pages.map(({ method, path }) => ({ method, url: `${site}${path}`, type: 'url' }));
}

function headers(values: Readonly<Record<string, string>>): readonly object[] {
  return Object.entries(values).map(([name, value]) => ({ name, value }));
}
