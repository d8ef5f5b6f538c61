import { GitLabFailure } from '../core/model/failure.ts';
import type { FindingsPage, GitLabFinding } from '../core/sync/ports.ts';

type ReadPage = (cursor: string | undefined) => Promise<FindingsPage | undefined>;

const pageSize = 100;

/** A lying count must not start a storm. */
const mostPagesAtOnce = 200;

/** Nor an endless list a run that never ends: a hundred thousand findings are more than GitLab keeps of a pipeline. */
const mostPagesInTurn = 1000;

/**
 * Reads all pages from a cursor on. GitLab's cursors of findings are base64 offsets; while they look like that and the
 * number of findings is known, the pages are asked for side by side, else one after the other. `undefined` when there
 * is no such list.
 *
 * @param onFailure told of a page that failed; the other pages still count
 */
export async function readPages(
  readPage: ReadPage,
  after: string | undefined,
  expected: number | undefined,
  onFailure: (error: unknown) => void,
): Promise<readonly GitLabFinding[] | undefined> {
  const orFailure = async (cursor: string) => {
    try {
      return await readPage(cursor);
    } catch (error) {
      onFailure(error);
      return undefined;
    }
  };
  const pages: FindingsPage[] = [];
  let next = after;
  if (next === undefined) {
    const first = await readPage(undefined);
    if (!first) return undefined;
    pages.push(first);
    next = first.next;
  }
  const cursors = cursorsFrom(next, expected);
  const sideBySide = await Promise.all(cursors.map(orFailure));
  if (sideBySide.length > 0) {
    pages.push(...sideBySide.filter((page) => page !== undefined));
    next = sideBySide.at(-1)?.next;
  }
  const seen = new Set(cursors);
  for (let count = 0; next !== undefined && !seen.has(next); count++) {
    if (count === mostPagesInTurn) {
      onFailure(new GitLabFailure('tooLarge', 'the list of findings does not end'));
      break;
    }
    seen.add(next);
    const page = await orFailure(next);
    if (!page) break;
    pages.push(page);
    next = page.next;
  }
  return pages.flatMap(({ findings }) => findings);
}

/** The cursor and those of all pages behind it, as far as they can be told. */
function cursorsFrom(cursor: string | undefined, expected: number | undefined): readonly string[] {
  const offset = cursor === undefined ? undefined : offsetOf(cursor);
  if (cursor === undefined || offset === undefined || expected === undefined) return [];
  const pages = Math.min(Math.ceil((expected - offset) / pageSize), mostPagesAtOnce);
  return Array.from({ length: Math.max(pages, 1) }, (_, page) =>
    page === 0 ? cursor : btoa(String(offset + page * pageSize)),
  );
}

function offsetOf(cursor: string): number | undefined {
  try {
    const text = atob(cursor);
    return /^[1-9]\d{0,8}$/.test(text) ? Number(text) : undefined;
  } catch {
    return undefined;
  }
}
