import { strToU8, zipSync } from 'fflate';

/** Bytes, text, or an object to be written as JSON. */
export type Content = Uint8Array | string | object;

export interface Artifact {
  readonly id: number;
  /** `archive`, `sast`, `cyclonedx` … */
  readonly fileType: string;
  readonly filename: string;
  readonly bytes: Uint8Array;
}

export function toBytes(content: Content): Uint8Array {
  if (content instanceof Uint8Array) return content;
  return strToU8(typeof content === 'string' ? content : JSON.stringify(content, undefined, 2));
}

export function reportFilename(fileType: string): string {
  return fileType === 'cyclonedx' ? 'gl-sbom.cdx.json' : `gl-${fileType.replaceAll('_', '-')}-report.json`;
}

export function toArchive(files: Readonly<Record<string, Content>>): Uint8Array {
  return zipSync(
    Object.fromEntries(Object.entries(files).map(([path, content]) => [path, toBytes(content)])),
  );
}
