import { httpsUrl, plainLine, shorten } from '../plainText.ts';
import { isOnLines, type PlaceInFile, type Placement } from '../../placement/placement.ts';
import type { DetailsPlace, Inline, ReportedPlace } from './model.ts';

type LinkInline = Inline & { readonly kind: 'link' };
type PlaceInline = Inline & { readonly kind: 'place' };

/** Collects what a page can open, so that the page itself needs to know indices only. */
export class Targets {
  readonly #links: string[] = [];
  readonly #places: DetailsPlace[] = [];
  readonly #ownOrigin: string | undefined;

  constructor(instanceUrl: string) {
    this.#ownOrigin = parsed(instanceUrl)?.origin;
  }

  get links(): readonly string[] {
    return this.#links;
  }

  get places(): readonly DetailsPlace[] {
    return this.#places;
  }

  /** A link out of a report; `undefined` where it must stay text. */
  link(label: string, target: string): LinkInline | undefined {
    const href = httpsUrl(target);
    if (href === undefined) return undefined;
    const text = plainLine(label) || plainLine(target);
    const { host } = new URL(href);
    return { ...this.#add(text, href), ...(!beginsWithHost(text, host) && { host }) };
  }

  /** A link that the instance gave to itself, which on loopback addresses may be plain http. */
  ownLink(label: string, target: string | undefined): Inline {
    const url = target === undefined ? undefined : parsed(target);
    const isOwn =
      url !== undefined && url.origin === this.#ownOrigin && url.username === '' && url.password === '';
    return isOwn ? this.#add(label, url.href) : { kind: 'text', text: label };
  }

  /** The finding's own place where that is known, else what its report says. */
  own(reported: ReportedPlace, now: Placement | undefined): PlaceInline {
    if (!now || !isOnLines(now)) return this.place(reported);
    const place = this.#places.push('finding') - 1;
    return { kind: 'place', text: textOf(now), place };
  }

  /** A place as the scan saw it, told as where it is now; whoever goes there looks again. */
  place({ file, startLine, endLine }: ReportedPlace, now?: Placement): PlaceInline {
    const place = this.#places.push({
      file,
      ...(startLine !== undefined && { startLine }),
      ...(endLine !== undefined && { endLine }),
    });
    const text = now && isOnLines(now) ? textOf(now) : `${plainLine(file)}${lines(startLine, endLine)}`;
    return { kind: 'place', text, place: place - 1 };
  }

  #add(text: string, url: string): LinkInline {
    return {
      kind: 'link',
      text: shorten(text, 300),
      url: shorten(url, 500),
      link: this.#links.push(url) - 1,
    };
  }
}

function textOf({ path, lines: { start, end }, cell }: PlaceInFile): string {
  const where = cell === undefined ? '' : ` cell ${cell + 1}`;
  return `${plainLine(path)}${where}${lines(start + 1, end)}`;
}

function lines(first: number | undefined, last: number | undefined): string {
  if (first === undefined) return '';
  return last !== undefined && last > first ? `:${first}-${last}` : `:${first}`;
}

/** A label that merely contains the host somewhere may be made to look like another one. */
function beginsWithHost(text: string, host: string): boolean {
  const prefix = `https://${host}`;
  return text.startsWith(prefix) && /^(?:$|[/?#])/.test(text.slice(prefix.length));
}

function parsed(url: string): URL | undefined {
  return URL.canParse(url) ? new URL(url) : undefined;
}
