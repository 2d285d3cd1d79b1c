import { freshEventStore } from '../../../test/support/event-store';
import { describeEventStore } from '../event-store.contract';
import { PostgresEventStore } from './postgres-event-store';

const drops: (() => Promise<void>)[] = [];

afterAll(async () => {
  await Promise.all(drops.map((drop) => drop()));
});

describeEventStore('Postgres', {
  atomicAcrossStreams: true,
  open: async () => {
    const { connectionString, drop } = await freshEventStore();
    drops.push(drop);
    const open = () => new PostgresEventStore({ connectionString, giveUpAfterMs: 5_000 });
    return { store: open(), reopen: () => Promise.resolve(open()) };
  },
});
