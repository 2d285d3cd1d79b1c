import { Injectable } from '@nestjs/common';
import { Problem } from '../problems/problem';

/** Each holds a connection of the read models for as long as its reader takes; the others are for everybody else. */
const AT_A_TIME = 2;

/** Keeps slow readers of long lists from taking all connections to the database. */
@Injectable()
export class CsvDownloads {
  private underWay = 0;

  /** Runs a download; throws the problem `unavailable` while too many are under way. */
  async run(download: () => Promise<void>): Promise<void> {
    if (this.underWay >= AT_A_TIME) {
      throw new Problem('unavailable', `${AT_A_TIME} downloads are under way. Ask again when one of them has ended.`, {
        headers: { 'Retry-After': '5' },
      });
    }
    this.underWay += 1;
    try {
      await download();
    } finally {
      this.underWay -= 1;
    }
  }
}
