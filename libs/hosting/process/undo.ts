/** What was done and has to be undone at the end, last things first. */
export class Undo {
  private readonly steps: (() => Promise<unknown> | void)[] = [];

  /** Adds how to undo what was done just now. */
  by(step: () => Promise<unknown> | void): void {
    this.steps.push(step);
  }

  /** Undoes everything, once; a step that fails keeps none of the others from being taken. Throws what the first one threw. */
  async all(): Promise<void> {
    const failures: unknown[] = [];
    for (const step of this.steps.splice(0).reverse()) {
      try {
        await step();
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) throw failures[0];
  }

  /** Undoes everything after something failed, which is then more to the point than what fails meanwhile. */
  async allAfterFailure(): Promise<void> {
    await this.all().catch(() => undefined);
  }
}
