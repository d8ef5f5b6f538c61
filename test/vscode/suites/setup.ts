import type { Settings } from '../editor/settings.ts';

/**
 * What a suite needs before its window opens. `test/host/NAME.setup.ts` exports `setup`, of this type; it runs outside the
 * editor, once for each VS Code version the suite runs in. Without one, an empty folder is opened.
 */
export type SetUp = (context: SetupContext) => Promise<SuiteSetup>;

interface SetupContext {
  /** Empty, and removed after the suite. */
  readonly temporaryFolder: string;
}

export interface SuiteSetup {
  /** The folder or .code-workspace file to open. The folders of the latter may arrive after the tests have begun. */
  readonly folder: string;
  readonly settings?: Settings;
  /** Opens the folder in Restricted Mode: nobody has said that its authors are to be trusted. */
  readonly isUntrusted?: boolean;
  /** A certificate in PEM that VS Code is to find among the system's authorities, where that can be arranged. */
  readonly systemAuthority?: string;
  /** For the extension host. */
  readonly env?: Readonly<Record<string, string>>;
  /** Answers the suite's `control(message)`; message and answer travel as JSON. */
  readonly control?: (message: unknown) => Promise<unknown>;
  dispose(): Promise<void>;
}
