import { LedgerProcess, runLedger } from '../embedded/ledger-process';
import { replayLines } from '../embedded/replay-lines';
import { earlierLedger, RELEASE_NAMES, type EarlierLedger } from './earlier-ledger';

jest.setTimeout(120_000);

const SIGN_UP = {
  ...{ specversion: '1.0', id: 'after-the-upgrade', source: 'upgrade', type: 'customer.signed_up' },
  ...{ time: '2027-01-02T00:00:00Z', program: 'plixo', data: { customer: 'newcomer', email: 'new@customer.example' } },
};

describe.each(RELEASE_NAMES)('a ledger begun by release %s opens under this one', (release) => {
  let earlier: EarlierLedger;

  beforeAll(async () => {
    earlier = await earlierLedger(release);
    expect((await runLedger(['upgrade'], earlier.place)).status).toBe(0);
  });
  afterAll(() => earlier.place.remove());

  it('exports the same, byte for byte', async () => {
    const { stdout, status } = await runLedger(['export'], earlier.place);
    expect(stdout).toBe(earlier.exported);
    expect(status).toBe(0);
  });

  it('exports the same facts, byte for byte', async () => {
    expect((await runLedger(['facts', 'export'], earlier.place)).stdout).toBe(earlier.facts);
  });

  it('takes a further event, sent with a token of that release', async () => {
    const running = await LedgerProcess.start(earlier.place);
    try {
      const response = await fetch(`${await running.url()}/v1/events`, {
        method: 'POST',
        headers: { authorization: `Bearer ${earlier.token}`, 'content-type': 'application/json' },
        body: JSON.stringify(SIGN_UP),
      });
      expect(await response.json()).toMatchObject({ id: SIGN_UP.id, verdict: 'accepted' });
    } finally {
      await running.interrupt();
    }
    const facts = (await runLedger(['facts', 'export'], earlier.place)).stdout;
    expect(facts.startsWith(earlier.facts)).toBe(true);
    const exported = (await runLedger(['export'], earlier.place)).stdout;
    expect(exported).not.toBe(earlier.exported);
    expect(exported).toBe(await replayLines(facts.trim().split('\n')));
  });

  it('has read models that a rebuild finds equal', async () => {
    const { stdout, status } = await runLedger(['rebuild'], earlier.place);
    expect(stdout).toContain('the rebuilt read models equal the live ones');
    expect(status).toBe(0);
  });
});
