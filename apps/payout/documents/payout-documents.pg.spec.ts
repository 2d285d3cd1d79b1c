import request from 'supertest';
import { RECIPIENT, SUPPLIER } from '@ledger/documents/testing/parties';
import { startService, type StartedService } from '@ledger/service-kit/testing/start-service';
import { testEvent, twoPrograms } from '@ledger/service-kit/testing/two-programs';
import { PayoutModule } from '../payout.module';

const OWN = '/v1/programs/plixo/billing';
const PARTNER = '/v1/programs/plixo/partners/p/billing';

describe('the documents of payouts over HTTP', () => {
  let service: StartedService;

  beforeAll(async () => {
    service = await startService([PayoutModule], { withoutRuntime: true });
    await service.feed(twoPrograms());
  });
  afterAll(() => service.stop());

  const get = (path: string, token = service.admin) => request(service.url).get(path).set('Authorization', token);
  const post = (path: string, body: object | string, token = service.admin) =>
    request(service.url).post(path).set('Authorization', token).type('json').send(body);
  const document = async (number: string) => (await get(`/v1/programs/plixo/payout-documents/${number}`)).body;
  const pdf = (number: string, lang: string) =>
    get(`/v1/programs/plixo/payout-documents/${number}.pdf?lang=${lang}`, service.finance).buffer();
  const noted = { holdsFrom: '2026-01-01', by: 'dana' };

  it('are remittance advices where nothing was noted, with the lines and sums of the payout', async () => {
    const { body } = await get('/v1/programs/plixo/payout-documents?month=2026-02', service.finance);
    expect(body.items).toEqual([
      expect.objectContaining({
        number: 'PLIXO-2026-0001',
        kind: 'remittance_advice',
        refusal: null,
        payout: 'po-1',
        partner: 'p',
        date: '2026-02-10',
        grossMinor: '10500',
        feeMinor: '51',
        netMinor: '10449',
        isIssued: false,
      }),
    ]);
    expect(body.items[0].lines.map(({ amountMinor }: { amountMinor: string }) => amountMinor)).toEqual([
      '10000',
      '500',
    ]);
    const { text } = await get('/v1/programs/plixo/payout-documents.csv?month=2026-02', service.finance).buffer();
    expect(text.trim().split('\r\n')).toHaveLength(4);
    expect((await get('/v1/programs/plixo/payout-documents?month=2026-02&partner=q')).body.items).toEqual([]);
    expect((await get('/v1/programs/plixo/payouts/po-1/documents')).body.items).toHaveLength(1);
    const { status, body: problem } = await get('/v1/programs/plixo/payouts/po-99999/documents');
    expect([status, problem.detail]).toEqual([404, 'plixo has no payout po-99999.']);
  });

  it('are self-billed by what held on the day on which the payout was paid', async () => {
    await post(OWN, { ...RECIPIENT, ...noted }).expect(200);
    const { body } = await post(PARTNER, { ...SUPPLIER, ...noted }).expect(200);
    expect(body.parties).toEqual([
      expect.objectContaining({ party: SUPPLIER, by: expect.stringMatching(/^dana \(token /) }),
    ]);
    await post(`${PARTNER}/consents`, { ...noted, holdsFrom: '2026-02-11', agrees: true, evidence: 'mail' }).expect(
      200,
    );
    expect(await document('PLIXO-2026-0001')).toMatchObject({ kind: 'remittance_advice', agreedOn: null });
    await post(`${PARTNER}/consents`, { ...noted, holdsFrom: '2026-02-10', agrees: true, evidence: 'mail' }).expect(
      200,
    );
    expect(await document('PLIXO-2026-0001')).toMatchObject({
      kind: 'self_billed_invoice',
      taxNote: 'reverse_charge',
      agreedOn: '2026-02-10',
      recipient: RECIPIENT,
      supplier: SUPPLIER,
    });
    // Moved after it was paid.
    await post(PARTNER, { ...SUPPLIER, ...noted, country: 'DE', holdsFrom: '2026-02-20' }).expect(200);
    expect(await document('PLIXO-2026-0001')).toMatchObject({ kind: 'self_billed_invoice' });
  });

  it('say for good what they said when they were issued, in every language', async () => {
    const first = await pdf('PLIXO-2026-0001', 'en').expect(200);
    expect([first.headers['content-type'], first.headers['x-document-state']]).toEqual(['application/pdf', 'issued']);
    await post(PARTNER, { ...SUPPLIER, ...noted, country: 'DE' }).expect(200);
    expect(await document('PLIXO-2026-0001')).toMatchObject({ kind: 'self_billed_invoice', isIssued: true });
    const again = await pdf('PLIXO-2026-0001', 'en').expect(200);
    expect([again.headers['x-document-state'], again.headers['etag']]).toEqual([
      'issued before',
      first.headers['etag'],
    ]);
    expect((await pdf('PLIXO-2026-0001', 'de').expect(200)).headers['x-document-state']).toBe('issued');
    expect(await document('PLIXO-2026-0001')).toMatchObject({ kind: 'self_billed_invoice', version: 1 });
  });

  it('are taken back by a credit note of the same parties, when the money came back', async () => {
    await service.feed([
      testEvent('plixo', '2026-03-05', 'payout.returned', { payout: 'po-1', code: 'account_closed' }),
    ]);
    const { items } = (await get('/v1/programs/plixo/payouts/po-1/documents')).body;
    expect(items).toEqual([
      expect.objectContaining({ number: 'PLIXO-2026-0001', netMinor: '10449' }),
      expect.objectContaining({
        number: 'PLIXO-2026-C0001',
        kind: 'credit_note',
        corrects: { number: 'PLIXO-2026-0001', kind: 'self_billed_invoice' },
        supplier: SUPPLIER,
        netMinor: '-10449',
      }),
    ]);
    expect(items[1].lines.map(({ amountMinor }: { amountMinor: string }) => amountMinor)).toEqual(['-10000', '-500']);
    await pdf('PLIXO-2026-C0001', 'de').expect(200);
  });

  it('that were deleted are gone, and no other is made', async () => {
    await service.api.query(
      `UPDATE ledger_documents.issued SET bytes = NULL, purged_at = '2037-01-02T00:00:00Z' WHERE about = 'PLIXO-2026-C0001'`,
    );
    const { status, body } = await get('/v1/programs/plixo/payout-documents/PLIXO-2026-C0001.pdf');
    expect([status, body.detail]).toEqual([
      410,
      expect.stringMatching(/deleted on 2037-01-02: its SHA-256 was [0-9a-f]{64}$/),
    ]);
  });

  it.each([
    ['PLIXO-2026-0002', 404],
    ['po-1', 404],
    ['RESELLER-2026-0001', 404],
  ])('%s is no document of the program', async (number, status) => {
    await get(`/v1/programs/plixo/payout-documents/${number}`).expect(status);
  });

  it('take notes from whoever may write them, in the form that is told', async () => {
    const sender = await service.ingest('partners');
    await post(OWN, { ...RECIPIENT, ...noted }, sender).expect(403);
    await get(PARTNER, sender).expect(403);
    await get(OWN, service.finance).expect(200);
    await post('/v1/programs/plixo/partners/nobody/billing', { ...SUPPLIER, ...noted }).expect(404);
    await post(PARTNER, '{').expect(400);
    const { body } = await post(PARTNER, { ...SUPPLIER, ...noted, holdsFrom: '1 May', zip: '1' }).expect(400);
    expect(body.detail).toMatch(/holdsFrom: must be a day, YYYY-MM-DD.*zip/);
    expect((await post(PARTNER, { ...SUPPLIER, ...noted, town: ' ' }).expect(400)).body.detail).toBe(
      'the town is missing.',
    );
  });
});
