import type { Stretch } from '../dependencies/stretch.ts';

/** A place that names an image. */
export interface NamedImage {
  readonly at: Stretch;
  /** What is named there once variables have their values and parts are put together. */
  readonly reference: string;
}
