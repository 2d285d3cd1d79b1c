import { setTimeout as delay } from 'node:timers/promises';
import type { Client } from 'pg';
import { LIVE_SCHEMA } from '@ledger/read-models/postgres/schema/version';

const LOOK_EVERY_MS = 20;
const PARTS = 10;

/** Notes when each tenth of the events is visible in the read models, by looking again and again. */
export class VisibleTenths {
  private readonly seenAtMs: number[] = [];
  private readonly startedAtMs = performance.now();

  constructor(
    private readonly client: Client,
    private readonly events: number,
  ) {}

  /** Resolves when all events are visible, and the checkpoint is where the event log ends. */
  async untilAllVisible(failed: () => Error | null): Promise<void> {
    for (;;) {
      const failure = failed();
      if (failure !== null) throw failure;
      if (await this.look()) return;
      await delay(LOOK_EVERY_MS);
    }
  }

  /** How long each tenth took to become visible. */
  tenthsMs(): number[] {
    return this.seenAtMs.map((atMs, part) => atMs - (this.seenAtMs[part - 1] ?? 0));
  }

  private async look(): Promise<boolean> {
    const { rows } = await this.client.query<{ arrivals: string; caught_up: boolean }>(`
      SELECT coalesce(sum(arrivals), 0) - (SELECT count(*) FROM ${LIVE_SCHEMA}.terms_versions) AS arrivals,
             (SELECT position FROM ${LIVE_SCHEMA}.checkpoint)
               = (SELECT coalesce(max(position), 0) FROM ledger_events.events) AS caught_up
        FROM ${LIVE_SCHEMA}.programs`);
    const arrivals = Number(rows[0]?.arrivals ?? 0);
    const atMs = performance.now() - this.startedAtMs;
    while (this.seenAtMs.length < PARTS && arrivals >= ((this.seenAtMs.length + 1) * this.events) / PARTS) {
      this.seenAtMs.push(atMs);
    }
    return arrivals === this.events && rows[0]?.caught_up === true;
  }
}
