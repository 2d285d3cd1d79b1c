import type { Client } from 'pg';
import Cursor from 'pg-cursor';
import type { PostgresCpu } from './postgres-cpu';
import { timed, type Taken } from './stopwatch';

const ROWS_A_FETCH = 1_000;

/** What it takes to drain all events of the log through a cursor, each parsed as the driver does it. */
export async function drainFloor(
  client: Client,
  postgres: PostgresCpu | null,
): Promise<{ readonly events: number; readonly taken: Taken }> {
  const { result, taken } = await timed(postgres, async () => {
    const cursor = client.query(new Cursor<object>('SELECT * FROM ledger_events.events ORDER BY position'));
    let events = 0;
    for (let rows = await cursor.read(ROWS_A_FETCH); rows.length > 0; rows = await cursor.read(ROWS_A_FETCH)) {
      events += rows.length;
    }
    await cursor.close();
    return events;
  });
  return { events: result, taken };
}
