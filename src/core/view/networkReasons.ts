import type { NetworkReason } from '../model/networkReason.ts';
import type { NextStep } from './explanation.ts';

export interface ReasonInWords {
  /** For the status bar. */
  readonly short: string;
  /** What is the case, without a full stop. */
  readonly fact: string;
  /** What to change, an order without a full stop. */
  readonly change: string;
  /** Where it is changed, if that is in the settings. */
  readonly setting?:
    'gitlabSecurity.certificateAuthorities' | 'gitlabSecurity.clientCertificates' | 'http.proxy';
  /** Which welcome view tells it. */
  readonly face: 'unreachable' | 'certificate' | 'proxy';
}

const proxy = { face: 'proxy', setting: 'http.proxy' } as const;
const trust = { face: 'certificate', setting: 'gitlabSecurity.certificateAuthorities' } as const;

/** What stood in the way, and how it is put right. */
export function reasonInWords(reason: NetworkReason, name: string): ReasonInWords {
  const offline = { short: 'offline', face: 'unreachable' } as const;
  switch (reason) {
    case 'unknownHost':
      return {
        ...offline,
        fact: `the name of ${name} cannot be looked up`,
        change: 'check the address, your VPN, and whether VS Code needs a proxy (http.proxy)',
      };
    case 'connectionRefused':
      return {
        ...offline,
        fact: `${name} refuses connections`,
        change: 'check its port, and whether it is running',
      };
    case 'noRoute':
      return { ...offline, fact: `no network leads to ${name}`, change: 'check your network and VPN' };
    case 'interrupted':
      return {
        ...offline,
        fact: `the connection to ${name} broke off`,
        change: 'try again, and check firewall and VPN if it stays like this',
      };
    case 'connectTimeout':
      return {
        ...offline,
        fact: `${name} cannot be connected to in time`,
        change: 'check firewall, VPN, and whether VS Code needs a proxy (http.proxy)',
      };
    case 'silent':
      return { ...offline, fact: `${name} does not answer in time`, change: 'try again later' };
    case 'tooLong':
      return {
        ...offline,
        fact: `an answer of ${name} takes too long`,
        change: 'try again on a faster network',
      };
    case 'proxyAuthentication':
      return {
        ...proxy,
        short: 'proxy password',
        fact: `the proxy on the way to ${name} wants a name and password`,
        change: 'put them into http.proxy, in front of its host',
      };
    case 'proxyRefused':
      return {
        ...proxy,
        short: 'proxy refuses',
        fact: `the proxy does not connect to ${name}`,
        change: 'ask who runs it to allow this host, or list the host in http.noProxy',
      };
    case 'proxyUnreachable':
      return {
        ...proxy,
        short: 'no proxy',
        fact: `the proxy on the way to ${name} cannot be reached`,
        change: 'check http.proxy and the variable HTTPS_PROXY',
      };
    case 'untrustedCertificate':
      return {
        ...trust,
        short: 'certificate not trusted',
        fact: `the certificate of ${name} is signed by an authority that this computer does not trust`,
        change: "add the authority's PEM file to gitlabSecurity.certificateAuthorities",
      };
    case 'expiredCertificate':
      return {
        short: 'certificate expired',
        face: 'certificate',
        fact: `the certificate of ${name} has expired`,
        change: "check this computer's clock, and ask who runs the server to renew it",
      };
    case 'futureCertificate':
      return {
        short: 'certificate not valid yet',
        face: 'certificate',
        fact: `the certificate of ${name} is not valid yet`,
        change: "check this computer's clock",
      };
    case 'wrongName':
      return {
        short: 'wrong certificate',
        face: 'certificate',
        fact: `the certificate that ${name} shows is for another name`,
        change: 'sign in with the name that the certificate is for',
      };
    case 'clientCertificate':
      return {
        short: 'certificate wanted',
        face: 'certificate',
        setting: 'gitlabSecurity.clientCertificates',
        fact: `${name} wants a certificate from this computer, or refuses the one it got`,
        change: 'name its files in gitlabSecurity.clientCertificates',
      };
    case 'noTls':
      return {
        short: 'no TLS',
        face: 'certificate',
        fact: `what answers as ${name} does not speak TLS as it should`,
        change: 'check the port of the address',
      };
    case 'certificateFile':
      return {
        ...trust,
        short: 'certificate file',
        fact: 'a certificate file of the settings cannot be used',
        change: 'correct it in gitlabSecurity.certificateAuthorities or gitlabSecurity.clientCertificates',
      };
  }
}

/** Where to change it, and how to see more of it. */
export function reasonSteps({ setting }: ReasonInWords): readonly NextStep[] {
  const again: NextStep = setting
    ? { kind: 'openSettings', title: 'Open Settings', query: setting }
    : { kind: 'refresh', title: 'Try Again' };
  return [again, { kind: 'diagnose', title: 'Diagnose Connection' }];
}
