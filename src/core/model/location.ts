/** A line as reports count it: from 1. Zero-based lines of the editor are made in `editor/` only. */
export type Line1 = number & { readonly line1: unique symbol };

/** Reads a one-based line; anything but a positive integer is no line. */
export function toLine1(value: unknown): Line1 | undefined {
  const number = typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isSafeInteger(number) && number > 0
    ? (number as Line1)
    : undefined;
}

/** A dependency as a scanner names it. */
export interface Dependency {
  readonly name?: string;
  readonly version?: string;
}

/** Where a finding is. `file` is the path as the report has it, relative to the scanned project. */
export type Location =
  | {
      readonly kind: 'code';
      readonly file?: string;
      readonly startLine?: Line1;
      /** Inclusive. */
      readonly endLine?: Line1;
      readonly className?: string;
      readonly methodName?: string;
      /** The commit a secret was found in. */
      readonly commit?: string;
      readonly crash?: { readonly type?: string; readonly address?: string; readonly stacktrace?: string };
    }
  | { readonly kind: 'dependency'; readonly file?: string; readonly dependency: Dependency }
  | {
      readonly kind: 'image';
      readonly image?: string;
      /** The same image as built from the default branch, by which GitLab tells findings apart. */
      readonly defaultBranchImage?: string;
      readonly operatingSystem?: string;
      readonly dependency: Dependency;
      readonly kubernetesResource?: string;
    }
  | {
      readonly kind: 'web';
      readonly hostname?: string;
      readonly path?: string;
      readonly method?: string;
      readonly param?: string;
    }
  | { readonly kind: 'none'; readonly description?: string };
