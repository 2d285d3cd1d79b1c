/** Calls for payouts of a rail to be looked at again at once, whatever they wait for. */
export class Alarm {
  private readonly rung = new Set<string>();

  ring(rail: string): void {
    this.rung.add(rail);
  }

  /** The rails that it was rung for since it was asked last. */
  answered(): readonly string[] {
    const rails = [...this.rung];
    this.rung.clear();
    return rails;
  }
}
