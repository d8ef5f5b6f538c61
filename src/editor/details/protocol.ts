import { buttonIds, type ButtonId, type DetailsModel } from '../../core/view/details/model.ts';

/** Which finding a page shows; what the page keeps over a reload of the window. */
export interface PageState {
  readonly repositoryRoot: string;
  readonly key: string;
}

export type ToPage =
  | {
      readonly type: 'show';
      readonly revision: number;
      readonly state: PageState;
      readonly model: DetailsModel;
    }
  | { readonly type: 'wait'; readonly state: PageState; readonly text: string };

/** Indices count for the revision of the page they were pressed on. */
export type FromPage =
  | { readonly type: 'ready' }
  | { readonly type: 'open'; readonly revision: number; readonly link: number }
  | { readonly type: 'openPlace'; readonly revision: number; readonly place: number }
  | { readonly type: 'press'; readonly button: ButtonId }
  | { readonly type: 'retry' };

/** `undefined` for whatever the page has no business to say. */
export function toFromPage(message: unknown): FromPage | undefined {
  if (typeof message !== 'object' || message === null) return undefined;
  const { type, revision, link, place, button } = message as Readonly<Record<string, unknown>>;
  switch (type) {
    case 'ready':
    case 'retry':
      return { type };
    case 'open':
      return isIndex(revision) && isIndex(link) ? { type, revision, link } : undefined;
    case 'openPlace':
      return isIndex(revision) && isIndex(place) ? { type, revision, place } : undefined;
    case 'press': {
      const known = buttonIds.find((each) => each === button);
      return known && { type, button: known };
    }
    default:
      return undefined;
  }
}

export function toPageState(state: unknown): PageState | undefined {
  if (typeof state !== 'object' || state === null) return undefined;
  const { repositoryRoot, key } = state as Readonly<Record<string, unknown>>;
  return typeof repositoryRoot === 'string' && typeof key === 'string' ? { repositoryRoot, key } : undefined;
}

function isIndex(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}
