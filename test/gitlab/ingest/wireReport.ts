/** The parts of a security report that GitLab reads, none of them certain to be there. */
export interface WireReport {
  readonly version?: string;
  readonly scan?: { readonly scanner?: WireScanner };
  readonly vulnerabilities?: readonly WireVulnerability[];
  readonly remediations?: readonly WireRemediation[];
}

export interface WireScanner {
  readonly id?: string;
  readonly name?: string;
  readonly vendor?: { readonly name?: string };
}

export interface WireVulnerability {
  readonly id?: string;
  /** Legacy key of remediations. */
  readonly cve?: string;
  readonly name?: string;
  readonly message?: string;
  readonly description?: string;
  readonly severity?: string;
  readonly solution?: string;
  readonly scanner?: WireScanner;
  readonly identifiers?: readonly WireIdentifier[];
  readonly links?: readonly WireLink[];
  readonly location?: WireLocation;
  readonly evidence?: WireEvidence;
  readonly details?: Readonly<Record<string, unknown>>;
  readonly flags?: readonly { readonly type?: string }[];
  readonly tracking?: { readonly items?: readonly { readonly signatures?: readonly WireSignature[] }[] };
}

export interface WireIdentifier {
  readonly type: string;
  readonly name: string;
  readonly value: string;
  readonly url?: string;
}

export interface WireLink {
  readonly name?: string;
  readonly url: string;
}

export interface WireSignature {
  readonly algorithm: string;
  readonly value: string;
}

export interface WireRemediation {
  readonly fixes?: readonly { readonly id?: string; readonly cve?: string }[];
  readonly summary?: string;
  readonly diff?: string;
}

export interface WireLocation {
  readonly file?: string;
  readonly start_line?: number;
  readonly end_line?: number;
  readonly class?: string;
  readonly method?: string;
  readonly dependency?: { readonly package?: { readonly name?: string }; readonly version?: string };
  readonly image?: string;
  readonly default_branch_image?: string;
  readonly operating_system?: string;
  readonly hostname?: string;
  readonly path?: string;
  readonly param?: string;
  readonly crash_address?: string;
  readonly crash_type?: string;
  readonly crash_state?: string;
  readonly stacktrace_snippet?: string;
  readonly kubernetes_resource?: {
    readonly namespace?: string;
    readonly kind?: string;
    readonly name?: string;
    readonly container_name?: string;
  };
}

export interface WireHttp {
  readonly method?: string;
  readonly url?: string;
  readonly status_code?: number;
  readonly reason_phrase?: string;
  readonly body?: string;
  readonly headers?: readonly { readonly name?: string; readonly value?: string }[];
}

export interface WireEvidence {
  readonly summary?: string;
  readonly source?: { readonly id: string; readonly name: string; readonly url?: string };
  readonly request?: WireHttp;
  readonly response?: WireHttp;
  readonly supporting_messages?: readonly {
    readonly name: string;
    readonly request?: WireHttp;
    readonly response?: WireHttp;
  }[];
}
