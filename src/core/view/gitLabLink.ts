import { gitLabLabel } from './gitLabText.ts';
import { httpsUrl, plainLine } from './plainText.ts';

/**
 * A link out of a report, whose host can be seen; `undefined` for one that is not to be opened.
 *
 * @param own the instance's URL; a link to one of its pages would be a reference
 */
export function gitLabLink(label: string, target: string, own: string): string | undefined {
  const href = httpsUrl(target);
  if (href === undefined) return undefined;
  const url = encodeTarget(href);
  const { host, origin } = new URL(href);
  // Renderers and browsers must not read it differently.
  if (!/^(?:[a-z0-9._-]+|\[[0-9a-f:.]+\])(?::\d+)?$/.test(host)) return undefined;
  if (origin === originOf(own)) return `\`${url}\``;
  const said = plainLine(label);
  if (said === '' || said === target) return `<${url}>`;
  return `[${gitLabLabel(said === host ? said : `${said} (${host})`)}](${url})`;
}

/** A link to an address that was made here out of GitLab's own, which says what it leads to. */
export function ownLink(label: string, url: string): string {
  return `[${gitLabLabel(label)}](${encodeTarget(url)})`;
}

/** Of what stands in brackets as the target of a link, nothing may end it or be markup. */
function encodeTarget(href: string): string {
  return href
    .replace(
      /[()<>[\]\\*_`"'\s|~^{}]|(?<!\/)@/g,
      (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
    )
    .replace(/(&#?\w+);/g, '$1%3B');
}

function originOf(url: string): string | undefined {
  try {
    return new URL(url).origin;
  } catch {
    return undefined;
  }
}
