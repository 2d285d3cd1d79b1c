/** Who stopped sending by a rail for a program, and why. */
export interface Hold {
  readonly by: string;
  readonly reason: string;
}

/** The stop switch of each rail and program: it stops sending alone, the ledger knows nothing of it. */
export interface RailHolds {
  /** null: it is sent. */
  heldBy(program: string, rail: string): Promise<Hold | null>;
}
