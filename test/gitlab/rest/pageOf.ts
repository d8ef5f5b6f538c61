import { json, type Reply } from '../http/reply.ts';
import type { RestRequest } from './restRequest.ts';

/** One page of a list, with GitLab's headers about the others. */
export function pageOf<T>(request: RestRequest, items: readonly T[], toEntity: (item: T) => object): Reply {
  const perPage = Math.min(100, Math.max(1, Number(request.query.get('per_page') ?? 20) || 20));
  const page = Math.max(1, Number(request.query.get('page') ?? 1) || 1);
  const pages = Math.max(1, Math.ceil(items.length / perPage));
  const link = (rel: string, number: number) => {
    const url = new URL(request.url);
    url.searchParams.set('page', String(number));
    url.searchParams.set('per_page', String(perPage));
    return `<${url.href}>; rel="${rel}"`;
  };
  const links = [
    ...(page > 1 ? [link('prev', page - 1)] : []),
    ...(page < pages ? [link('next', page + 1)] : []),
    link('first', 1),
    link('last', pages),
  ];
  const slice = items.slice((page - 1) * perPage, page * perPage);
  return json(200, slice.map(toEntity), {
    link: links.join(', '),
    'x-page': String(page),
    'x-per-page': String(perPage),
    'x-prev-page': page > 1 ? String(page - 1) : '',
    'x-next-page': page < pages ? String(page + 1) : '',
    'x-total': String(items.length),
    'x-total-pages': String(pages),
  });
}
