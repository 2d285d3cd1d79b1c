import { PostgresEventStore } from '@ledger/event-store/postgres/postgres-event-store';
import { EDITION } from '@ledger/runner/log/stream-names';
import { openInProcess } from '../embedded/in-process-ledger';
import { LedgerProcess, runLedger } from '../embedded/ledger-process';
import { replayLines } from '../embedded/replay-lines';
import { earlierLedger, type EarlierLedger } from './earlier-ledger';

jest.setTimeout(180_000);

/** The last release whose logs name no edition. */
const RELEASE = 'cb195fb';

describe('a log of the first edition of the rules', () => {
  let earlier: EarlierLedger;
  let store: PostgresEventStore;

  beforeEach(async () => {
    earlier = await earlierLedger(RELEASE);
    store = new PostgresEventStore({ connectionString: earlier.place.connectionString });
  });
  afterEach(async () => {
    await store.close();
    await earlier.place.remove();
  });

  async function streams(): Promise<string[]> {
    const found: string[] = [];
    for await (const { stream, type, hash } of store.readAll(0n, 'all')) found.push(`${stream} ${type} ${hash}`);
    return found;
  }

  /** Everything that the ledger of the earlier release says when it runs under this one. */
  async function underThisRelease() {
    const running = await openInProcess(earlier.place);
    try {
      const exported = await running.exported();
      const facts = (await runLedger(['facts', 'export'], earlier.place)).stdout;
      return { exported, facts };
    } finally {
      await running.running.stop();
    }
  }

  it('is judged and decided anew, once, into streams beside the old ones, which stay', async () => {
    const before = await streams();
    const dryRun = await runLedger(['upgrade', '--dry-run'], earlier.place);
    expect(dryRun.status).toBe(0);
    // Its history has nothing of what contract 1.1 decides otherwise: rejections say what they say in other words.
    const differing = dryRun.stdout.trim().split('\n').slice(0, -2);
    expect(differing).toHaveLength(34);
    for (const each of differing) expect(each).toMatch(/^[-+] verdict .*: rejected (\w+) \(.+\) \[A14\]$/);
    expect(dryRun.stdout).toMatch(/\nA14: [^\n]+\n17 verdicts would differ; nothing was changed\n$/);
    expect(await streams()).toEqual(before);
    const refused = await runLedger(['export'], earlier.place);
    expect(refused).toMatchObject({ status: 2, stdout: '' });
    expect(refused.stderr).toMatch(/^edition 1\.1 of the rules is not in force in this log yet [^\n]*\n$/);

    const { exported, facts } = await underThisRelease();
    const after = await streams();
    expect(after.slice(0, before.length)).toEqual(before);
    // Before what arrived, the terms of its five programs.
    expect(facts.trim().split('\n')).toHaveLength(5 + earlier.facts.trim().split('\n').length);
    expect(exported).toBe(await replayLines(facts.trim().split('\n'), []));
    await underThisRelease();
    expect(await streams()).toEqual(after);
  });

  it.each(['crossing-page', 'crossing-before-close', 'crossing-closed'])(
    'comes out the same after a kill -9 at %s',
    async (failpoint) => {
      const doomed = await LedgerProcess.start(earlier.place, { LEDGER_FAILPOINT: failpoint }).catch(String);
      expect(doomed).toContain('SIGKILL');
      const { exported, facts } = await underThisRelease();
      expect(exported).toBe(await replayLines(facts.trim().split('\n'), []));
      const named = (await streams()).filter((line) => line.includes('RulesEdition'));
      expect(named).toHaveLength(1);
    },
  );

  it('of a later edition is refused in one line', async () => {
    const events = [
      {
        id: '00000000-0000-4000-8000-000000000001',
        type: 'RulesEdition.v1',
        data: { edition: '9.9' },
        metadata: {},
      },
    ];
    await store.append([{ stream: 'rules-ledger', expectedRevision: -1n, events }]);
    const { status, stderr } = await runLedger(['start', '--empty', '--port', '0'], earlier.place);
    expect(status).toBe(2);
    expect(stderr).toMatch(
      new RegExp(
        `^this ledger is judged by edition 9\\.9 of the rules, and this release knows no later one than ${EDITION}: [^\\n]+\\n$`,
      ),
    );
  });
});
