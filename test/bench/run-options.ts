/** How nine customers of ten, or an equal share of them, belong to a partner (test/generators). */
export type Shape = 'uniform' | 'hot-partner';

/** What one run measures. */
export interface RunOptions {
  readonly program: string;
  readonly shape: Shape;
  readonly events: number;
  readonly seed: number;
  /** The history as NDJSON. */
  readonly file: string;
}
