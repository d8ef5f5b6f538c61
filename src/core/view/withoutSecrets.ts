/**
 * Text without what would let somebody in: tokens of GitLab's (https://docs.gitlab.com/security/tokens/#token-prefixes),
 * names and passwords in addresses, and headers and parameters that carry any of them. What was there is marked.
 *
 * @param known further secrets, known by their text
 */
export function withoutSecrets(text: string, known: readonly string[] = []): string {
  const shapes = [
    /\b(?:gl(?:pat|oas|dt|rtr?|ptt|ft|imt|agent|wt|soat|cbt|ffct)-|_gitlab_session=|GR1348941)[-\w.=]{6,}/gi,
    /(?<=:\/\/|\bPROXY |\bHTTPS? |\bSOCKS[45]? )[^\s/@]+(?=@)/g,
    /(?<=\b(?:[Bb]earer|[Bb]asic|Negotiate|Digest) )[\w+/=~.-]{4,}/g,
    /(?<=\b(?:set-cookie|cookie|authorization|proxy-authorization|(?:private|access|refresh|job)[-_]token|client_secret)["']?\s*[:=]\s*)\S.*/gi,
  ];
  const named = known
    .filter((secret) => secret.length > 3)
    .reduce((all, one) => all.replaceAll(one, mark), text);
  return shapes.reduce((all, shape) => all.replace(shape, mark), named);
}

const mark = '[removed]';
