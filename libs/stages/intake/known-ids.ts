/** An id that is taken: by which content, and by which arrival. */
export interface TakenId {
  readonly content: string;
  readonly seq: number;
}

/** The ids that a program has taken: (source, id) → who took it. One space per program. */
export class KnownIds {
  private readonly bySource = new Map<string, Map<string, TakenId>>();

  /** Who took an id; undefined: it is free. */
  takerOf(source: string, id: string): TakenId | undefined {
    return this.bySource.get(source)?.get(id);
  }

  note(source: string, id: string, taker: TakenId): void {
    const ids = this.bySource.get(source);
    if (ids === undefined) this.bySource.set(source, new Map([[id, taker]]));
    else ids.set(id, taker);
  }
}
