import { adminToken, ledgerPlace, LedgerProcess, runLedger, type LedgerPlace } from './ledger-process';

jest.setTimeout(180_000);

describe('what a running ledger refused', () => {
  let place: LedgerPlace;
  let ledger: LedgerProcess;
  let url: string;
  let token: string;

  beforeAll(async () => {
    place = await ledgerPlace();
    ledger = await LedgerProcess.start(place);
    [url, token] = [await ledger.url(), await adminToken(place)];
    await send(event('a', '2026-01-01', 'partner.suspended', { partner: 'p' }));
    await send(event('b', '2026-01-02', 'customer.signed_up', { customer: 7, email: 'jane@example.com' }));
    await send(event('c', '2026-01-03', 'partner.applied', { partner: 'p', type: 'none', email: 'jane@example.com' }));
    await send(event('c', '2026-01-03', 'partner.applied', { partner: 'p', type: 'none', email: 'jane@example.com' }));
    await send(event('d', '2026-01-03', 'partner.applied', { partner: 'p', type: 'partner' }));
    await send(event('a', '2026-01-04', 'partner.suspended', { partner: 'p' }));
    const override = { customer: 'x', credits: [{ partner: 'p', role: 'sourced' }], by: 'dana', evidence: 'her call' };
    await send(event('e', '2026-01-05', 'attribution.overridden', override));
  });
  afterAll(async () => {
    await ledger.interrupt();
    await place.remove();
  });

  const event = (id: string, day: string, type: string, data: object) => ({
    specversion: '1.0',
    id,
    source: 'test',
    type,
    time: `${day}T12:00:00Z`,
    program: 'plixo',
    data,
  });

  async function send(body: object): Promise<void> {
    const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/cloudevents+json' };
    const { status } = await fetch(`${url}/v1/events`, { method: 'POST', headers, body: JSON.stringify(body) });
    expect(status).toBe(200);
  }

  const get = async (path: string) =>
    (await fetch(`${url}/v1/programs/plixo/${path}`, { headers: { Authorization: `Bearer ${token}` } })).text();

  it('is printed by ledger rejected as the API answers it, without personal values', async () => {
    const { stdout, status } = await runLedger(['rejected', '--format', 'json'], place);
    expect(status).toBe(0);
    const printed = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(printed).toEqual([
      expect.objectContaining({
        id: 'b',
        code: 'schema_invalid',
        times: 1,
        body: expect.objectContaining({ id: 'b' }),
      }),
      expect.objectContaining({ id: 'c', times: 2, body: expect.objectContaining({ id: 'c' }) }),
    ]);
    expect(stdout).not.toContain('jane');
    const answered = (JSON.parse(await get('rejected')) as { items: object[] }).items;
    expect(answered.map((item) => ({ program: 'plixo', ...item }))).toEqual(printed);
    expect((await runLedger(['rejected', '--program', 'plixo', '--format', 'csv'], place)).stdout).toBe(
      await get('rejected.csv'),
    );
  });

  it('is a table for a reader; with --all what was accepted later too', async () => {
    const { stdout } = await runLedger(['rejected', '--all'], place);
    const rows = stdout.split('\n').filter((line) => line.includes('│ test'));
    expect(rows).toHaveLength(4);
    expect(rows[0]).toMatch(/│ test +│ a +│ partner\.suspended +│ unknown_partner .*│ +1 │ plixo, 7 +│/);
    const none = await runLedger(['rejected', '--since', '2030-01-01T00:00:00Z'], place);
    expect(none.stdout).toContain('plixo: nothing is to be mended');
    expect((await runLedger(['rejected', '--program', 'nowhere'], place)).status).toBe(2);
  });

  it('is every rejection in ledger export', async () => {
    const { stdout } = await runLedger(['export'], place);
    const { programs } = JSON.parse(stdout) as { programs: { rejected: { id: string }[] }[] };
    const rejected = programs.flatMap((each) => each.rejected);
    expect(rejected.map(({ id }) => id)).toEqual(['a', 'b', 'c', 'c']);
  });

  it('leaves the evidence of an override to tokens that may see it', async () => {
    const shown = JSON.parse(await get('customers/x/attribution')) as { override: object };
    expect(shown.override).toMatchObject({
      by: 'dana',
      evidence: 'her call',
      evidenceRef: expect.stringMatching(/^text-/),
    });
  });

  it('is the same after the read models were built anew', async () => {
    const before = await get('rejected?all=true');
    expect((await runLedger(['rebuild'], place)).stdout).toContain('equal');
    expect(await get('rejected?all=true')).toBe(before);
  });
});
