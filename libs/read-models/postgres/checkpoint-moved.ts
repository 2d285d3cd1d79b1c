/** The rows are not where a batch begins: another projector applied it, or what comes before it is missing. */
export class CheckpointMoved extends Error {
  constructor(
    readonly expected: bigint,
    readonly actual: bigint,
  ) {
    super(`the read models stand at position ${actual}, not at ${expected}; nothing of the batch was applied`);
    this.name = 'CheckpointMoved';
  }
}
