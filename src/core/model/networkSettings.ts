/** Paths of what proves to a server who asks. */
export type ClientCertificate = { readonly cert: string; readonly key: string } | { readonly pfx: string };

/** What the settings say of the way to GitLab, besides VS Code's own `http.*`. */
export interface NetworkSettings {
  /** Paths of PEM files, whose certificates are trusted besides the usual ones. */
  readonly certificateAuthorities: readonly string[];
  /** By host, or host and port. */
  readonly clientCertificates: Readonly<Record<string, ClientCertificate>>;
}
