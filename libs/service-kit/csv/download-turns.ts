import { Problem } from '../problems/problem';

/** Each holds a connection of the read models while it is read; the others are for everybody else. */
const AT_A_TIME = 2;
const WAITING_AT_MOST = 50;

/** Lets a few long lists be read at a time, the others after them in their order. */
export class DownloadTurns {
  private underWay = 0;
  private readonly waiting: (() => void)[] = [];

  /** Runs a reading when its turn has come. Throws the problem `unavailable` where too many wait already. */
  async run<T>(read: () => Promise<T>): Promise<T> {
    if (this.underWay >= AT_A_TIME) await this.turn();
    else this.underWay += 1;
    try {
      return await read();
    } finally {
      const next = this.waiting.shift();
      if (next === undefined) this.underWay -= 1;
      else next();
    }
  }

  private turn(): Promise<void> {
    if (this.waiting.length >= WAITING_AT_MOST) {
      throw new Problem('unavailable', `${WAITING_AT_MOST} downloads wait already. Ask again in a minute.`, {
        headers: { 'Retry-After': '60' },
      });
    }
    return new Promise((resolve) => this.waiting.push(resolve));
  }
}
