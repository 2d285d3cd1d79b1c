import type { Shape as AnyShape } from '@tools/histories/shapes';

/** Ordinary business, however long, in little memory: other shapes hold all of their events. */
export type Shape = Extract<AnyShape, 'uniform' | 'hot-partner'>;

/** What one run measures. */
export interface RunOptions {
  readonly program: string;
  readonly shape: Shape;
  readonly events: number;
  readonly seed: number;
  /** The history as NDJSON. */
  readonly file: string;
}
