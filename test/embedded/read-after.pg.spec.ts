import { inProcessLedger, type InProcessLedger } from './in-process-ledger';

jest.setTimeout(120_000);

describe('a read after an answer of a running ledger', () => {
  let ledger: InProcessLedger;

  beforeAll(async () => {
    ledger = await inProcessLedger();
  });
  afterAll(() => ledger.remove());

  const headers = () => ({ Authorization: `Bearer ${ledger.token}` });

  async function send(partner: string, key?: string): Promise<{ position: string; repeated: boolean }> {
    const event = { specversion: '1.0', id: partner, source: 'test', type: 'partner.applied', program: 'plixo' };
    const response = await fetch(`${ledger.running.http.url}/v1/events`, {
      method: 'POST',
      headers: {
        ...headers(),
        'Content-Type': 'application/cloudevents+json',
        ...(key === undefined ? {} : { 'Idempotency-Key': key }),
      },
      body: JSON.stringify({ ...event, time: '2026-01-01T00:00:00Z', data: { partner, type: 'partner' } }),
    });
    return (await response.json()) as { position: string; repeated: boolean };
  }

  const get = (path: string) => fetch(`${ledger.running.http.url}/v1/programs/plixo/${path}`, { headers: headers() });

  it('sees what was accepted, every time and at once', async () => {
    for (let count = 0; count < 25; count += 1) {
      const { position } = await send(`partner-${count}`);
      expect((await get(`partners/partner-${count}?after=${position}`)).status).toBe(200);
    }
  });

  it('sees it also after an answer that was repeated', async () => {
    const first = await send('again', 'key');
    const second = await send('again', 'key');
    expect([first.repeated, second.repeated]).toEqual([false, true]);
    expect(BigInt(second.position)).toBeGreaterThanOrEqual(BigInt(first.position));
    expect((await get(`partners/again?after=${second.position}`)).status).toBe(200);
  });

  it('reaches lists and CSV alike, and refuses a position that this log has not', async () => {
    const { position } = await send('listed');
    expect(await (await get(`partners.csv?after=${position}`)).text()).toContain('plixo,listed,');
    expect((await get('partners?after=999999999')).status).toBe(400);
  });
});
