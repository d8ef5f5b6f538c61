/**
 * What looks like secrets in the sample project. Put together here because scanners of this repository, and of whoever
 * copies it, would take the texts for real; the histories have `@@NAME@@` in their place.
 */
const lookalikes: Readonly<Record<string, string>> = {
  AWS_ACCESS_KEY_ID: ['AKIA', 'IOSFODNN7', 'EXAMPLE'].join(''),
  SLACK_WEBHOOK: ['https://hooks.slack.com', 'services', 'T00000000', 'B00000000', 'X'.repeat(24)].join('/'),
  PRIVATE_KEY: privateKey(),
};

export function withLookalikes(text: string): string {
  return text.replace(/@@([A-Z_]+)@@/g, (_, name: string) => lookalike(name));
}

function lookalike(name: string): string {
  const text = lookalikes[name];
  if (text === undefined) throw new Error(`nothing looks like ${name}`);
  return text;
}

function privateKey(): string {
  const label = ['RSA', 'PRIVATE', 'KEY'].join(' ');
  const line = 'MIIEfakeFAKEfakeFAKEfakeFAKEfakeFAKEfakeFAKEfakeFAKEfakeFAKEfake';
  return [`-----BEGIN ${label}-----`, line, line, `${line.slice(0, 22)}==`, `-----END ${label}-----`].join(
    '\n',
  );
}
