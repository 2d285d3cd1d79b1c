import { freePort } from '@ledger/machine/free-port';
import { type OwnRealServer, startRealServer } from '../../../test/support/eventstoredb/real/real-server';
import { freshNamespace } from '../../../test/support/eventstoredb/temporary-event-store-db';
import { waitUntil } from '../../../test/support/wait-until';
import { all, event, to } from '../contract/sample-events.contract';
import { NO_STREAM } from '../event-store';
import { verifyChains } from '../verify-chain';
import { EventStoreDbEventStore } from './eventstoredb-event-store';
import { readEventStoreDbSettings } from './eventstoredb-settings';

// Three servers are started, elect a leader, and elect another, also on a busy machine.
jest.setTimeout(300_000);

const STREAMS = 8;
const APPENDS = 60;
const EVENTS = 10;

describe('three nodes of a real EventStoreDB', () => {
  let nodes: OwnRealServer[];

  beforeAll(async () => {
    const ports = await Promise.all([freePort(), freePort(), freePort()]);
    nodes = await Promise.all(
      ports.map((port) => {
        const seeds = ports.filter((other) => other !== port).map((other) => `127.0.0.1:${other}`);
        const cluster = ['--cluster-size', '3', '--discover-via-dns', 'false', '--gossip-seed', seeds.join(',')];
        return startRealServer({ port, more: ['--insecure', ...cluster] });
      }),
    );
    await waitUntil('a leader is elected', async () => (await leader()) !== undefined, 120_000);
  });

  afterAll(() => Promise.all(nodes.map((node) => node.end())));

  const stateOf = async (node: OwnRealServer): Promise<string | undefined> => {
    const answer = await fetch(`http://127.0.0.1:${node.port}/info`).catch(() => undefined);
    return answer?.ok === true ? ((await answer.json()) as { state: string }).state : undefined;
  };
  const leader = async () => {
    const states = await Promise.all(nodes.map(stateOf));
    return nodes[states.indexOf('leader')];
  };

  it('lose no event and have none twice when the leader is killed under load', async () => {
    const addresses = nodes.map(({ port }) => `127.0.0.1:${port}`).join(',');
    const settings = readEventStoreDbSettings({
      EVENTSTORE_URL: `esdb://${addresses}?tls=false`,
      EVENTSTORE_NAMESPACE: freshNamespace(),
      EVENTSTORE_ANSWER_TIMEOUT_MS: '5000',
      EVENTSTORE_GIVE_UP_AFTER_MS: '200000',
    });
    const troubles: string[] = [];
    const store = new EventStoreDbEventStore({ ...settings, onTrouble: ({ message }) => troubles.push(message) });
    let done = 0;
    const write = async (stream: string) => {
      for (let nr = 0; nr < APPENDS; nr++) {
        const events = Array.from({ length: EVENTS }, (_, index) => event(`${stream}/${nr}/${index}`));
        const expected = nr === 0 ? NO_STREAM : BigInt(nr * EVENTS - 1);
        expect(await store.append([to(stream, expected, ...events)])).toMatchObject({ ok: true });
        done++;
      }
    };
    const writing = Promise.all(Array.from({ length: STREAMS }, (_, nr) => write(`thing-${nr}`)));
    await waitUntil('a third is written', () => done > (STREAMS * APPENDS) / 3, 120_000);
    const killed = await leader();
    await killed?.kill();
    await writing;
    expect(killed).toBeDefined();
    expect(troubles.length).toBeGreaterThan(0);
    await killed?.start();
    const stored = await all(store.readAll(0n, 'all'));
    expect(stored).toHaveLength(STREAMS * APPENDS * EVENTS);
    expect(new Set(stored.map(({ id }) => id)).size).toBe(stored.length);
    expect(await verifyChains(store.readAll(0n, 'all'))).toEqual({ ok: true, events: stored.length });
    await store.close();
  });
});
