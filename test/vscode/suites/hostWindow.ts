import type { Settings } from '../editor/settings.ts';

export interface HostWindowOptions {
  readonly version: string;
  readonly folder: string;
  readonly settings: Settings;
  /** In Restricted Mode. */
  readonly isUntrusted?: boolean | undefined;
  /** A certificate in PEM, to be found among the system's authorities. */
  readonly systemAuthority?: string | undefined;
  /** For the extension host; names the socket on which it finds its tests. */
  readonly env: Readonly<Record<string, string>>;
  /** The port on which the extension host waits for a debugger before it does anything. */
  readonly inspect?: number | undefined;
}

/** A VS Code window with the extension under development, whose extension host runs a suite. */
export interface HostWindow {
  /** Settles when the window ends by itself, with what is known of the reason. */
  readonly ended: Promise<string>;
  takePicture(file: string): Promise<void>;
  close(): Promise<void>;
}

export type OpenHostWindow = (options: HostWindowOptions) => Promise<HostWindow>;
