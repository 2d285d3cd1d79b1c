/** Takes changes back: those who change something note the way back while it is asked for. */
export class Rewind {
  private steps: (() => void)[] | null = null;

  /** Whether the way back has to be noted. */
  get isOn(): boolean {
    return this.steps !== null;
  }

  note(back: () => void): void {
    this.steps?.push(back);
  }

  /** What `ask` answers; all that it changed is as it was. */
  during<T>(ask: () => T): T {
    const steps: (() => void)[] = [];
    this.steps = steps;
    try {
      return ask();
    } finally {
      this.steps = null;
      for (const back of steps.reverse()) back();
    }
  }
}
