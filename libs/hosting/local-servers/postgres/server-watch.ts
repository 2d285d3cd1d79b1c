import { setTimeout as delay } from 'node:timers/promises';

const LOOK_MS = 500;
/** The rest of a server that was killed may still be going down. */
const AGAIN_MS = 1_000;

export interface WatchedServer {
  readonly isRunning: () => Promise<boolean>;
  /** Starts it where it does not run; what it was used for finds it at the same address. */
  readonly restart: () => Promise<void>;
  readonly say: (line: string) => void;
}

/** Starts a server again that ended though it is used, as often as that happens, until the watch ends. */
export class ServerWatch {
  private readonly ending = new AbortController();
  private readonly watching: Promise<void>;

  constructor(private readonly server: WatchedServer) {
    this.watching = this.watch();
  }

  /** Resolves when nothing is started any more. */
  async end(): Promise<void> {
    this.ending.abort();
    await this.watching;
  }

  private async watch(): Promise<void> {
    const { isRunning } = this.server;
    while (await this.pause(LOOK_MS)) {
      while (!this.ending.signal.aborted && !(await isRunning())) {
        if (!(await this.restarted())) await this.pause(AGAIN_MS);
      }
    }
  }

  private async restarted(): Promise<boolean> {
    const { restart, say } = this.server;
    try {
      await restart();
      say('The embedded Postgres had ended, and runs again.');
      return true;
    } catch (error) {
      say(`The embedded Postgres has ended: ${error instanceof Error ? error.message : String(error)}; trying again`);
      return false;
    }
  }

  /** False: the watch ends. It keeps no process alive. */
  private async pause(ms: number): Promise<boolean> {
    const { signal } = this.ending;
    await delay(ms, undefined, { signal, ref: false }).catch(() => undefined);
    return !signal.aborted;
  }
}
