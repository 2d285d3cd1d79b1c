/** What the server does wrong on purpose. */
export interface Faults {
  /** Every request waits this long before it is looked at. */
  readonly delayMs: number;
  /** The next so many appends take effect, and then all connections break instead of an answer. */
  readonly appendsThenHangUp: number;
  /** The next so many appends take effect and get no answer. */
  readonly appendsWithoutAnswer: number;
  /** After so many more appends took effect the server is killed with SIGKILL, before it answers; 0: never. */
  readonly appendsUntilKilled: number;
  /** No request has an effect or gets an answer. */
  readonly silent: boolean;
}

export const NO_FAULTS: Faults = {
  delayMs: 0,
  appendsThenHangUp: 0,
  appendsWithoutAnswer: 0,
  appendsUntilKilled: 0,
  silent: false,
};

/** The faults as they stand; those with a number of appends wear off. */
export class FaultSwitch {
  private faults = NO_FAULTS;

  constructor(
    private readonly hangUp: () => void,
    private readonly killAll: () => void,
  ) {}

  set(changed: Partial<Faults>): void {
    this.faults = { ...this.faults, ...changed };
  }

  /** Waits before a request; resolves to whether it is to be looked at. */
  async admit(): Promise<boolean> {
    const { delayMs, silent } = this.faults;
    if (delayMs > 0) await new Promise((resolve) => setTimeout(resolve, delayMs));
    return !silent;
  }

  /** Called when an append has taken effect; says whether to answer. */
  answersAppend(): boolean {
    const { appendsUntilKilled, appendsThenHangUp, appendsWithoutAnswer } = this.faults;
    if (appendsUntilKilled > 0) {
      this.set({ appendsUntilKilled: appendsUntilKilled - 1 });
      if (appendsUntilKilled === 1) this.killAll();
    }
    if (appendsThenHangUp > 0) {
      this.set({ appendsThenHangUp: appendsThenHangUp - 1 });
      this.hangUp();
      return false;
    }
    if (appendsWithoutAnswer > 0) this.set({ appendsWithoutAnswer: appendsWithoutAnswer - 1 });
    return appendsWithoutAnswer === 0;
  }
}
