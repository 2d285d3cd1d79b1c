/** The ids that a program has taken: (source, id) → the fingerprint of the event's content. One space per program. */
export class KnownIds {
  private readonly bySource = new Map<string, Map<string, string>>();

  /** The fingerprint under which an id is taken; undefined: it is free. */
  fingerprintOf(source: string, id: string): string | undefined {
    return this.bySource.get(source)?.get(id);
  }

  take(source: string, id: string, fingerprint: string): void {
    const ids = this.bySource.get(source);
    if (ids === undefined) this.bySource.set(source, new Map([[id, fingerprint]]));
    else ids.set(id, fingerprint);
  }
}
