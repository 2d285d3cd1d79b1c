import { createHash, randomUUID } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Pool } from 'pg';
import { freshDatabase } from '../support/postgres';
import { waitUntil } from '../support/wait-until';
import { adminToken, LedgerProcess, ledgerPlace, runLedger, type LedgerPlace } from './ledger-process';

jest.setTimeout(120_000);

const PARTNERS = ['p', 'q', 'r'];
const IBAN = 'DE89370400440532013000';
const DAY = 86_400_000;

/** A fact of odoopbx, so many days after the first. */
function fact(type: string, day: number, data: object): object {
  const time = new Date(Date.UTC(2026, 0, 1, 10) + day * DAY).toISOString();
  return { specversion: '1.0', id: randomUUID(), source: 'test', type, time, program: 'odoopbx', data };
}

/** By which the run of the quarter decides a payout by hand for each partner. */
function facts(): object[] {
  const bonus = { currency: 'EUR', amount: 12_350, by: 'finance', reason: 'bonus' };
  return [
    ...PARTNERS.flatMap((partner) => [
      fact('partner.applied', 0, { partner, type: 'partner' }),
      fact('partner.approved', 0, { partner }),
      fact('partner.payout_method_set', 0, { partner, rail: 'manual' }),
      fact('adjustment.posted', 0, { adjustment: `bonus of ${partner}`, partner, ...bonus }),
    ]),
    fact('clock.advanced', 92, {}),
  ];
}

/** A notification: each of these went out, and some of them came back. */
function camt(out: readonly string[], back: readonly string[]): string {
  const entry = (id: string, direction: string, more = '') =>
    `<Ntry><Amt Ccy="EUR">123.50</Amt><CdtDbtInd>${direction}</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><NtryDtls><TxDtls><Refs><EndToEndId>${id}</EndToEndId></Refs>${more}</TxDtls></NtryDtls></Ntry>`;
  const reason = '<RtrInf><Rsn><Cd>AC04</Cd></Rsn></RtrInf>';
  const entries = [...out.map((id) => entry(id, 'DBIT')), ...back.map((id) => entry(id, 'CRDT', reason))];
  return `<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.054.001.08"><BkToCstmrDbtCdtNtfctn><Ntfctn>${entries.join('')}</Ntfctn></BkToCstmrDbtCdtNtfctn></Document>`;
}

describe('payouts by hand, of a ledger in a process of its own', () => {
  let place: LedgerPlace;
  let token: string;
  let pool: Pool;

  beforeEach(async () => {
    place = await ledgerPlace(await freshDatabase());
    token = await adminToken(place);
    pool = new Pool({ connectionString: place.connectionString });
    pool.on('error', () => undefined);
  });
  afterEach(async () => {
    await pool.end();
    await place.remove();
  });

  const ask = async (ledger: LedgerProcess, method: string, path: string, body?: object) => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const sent = body === undefined ? {} : { body: JSON.stringify(body) };
    const response = await fetch(`${await ledger.url()}/v1/programs/odoopbx/${path}`, { method, headers, ...sent });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json') === true;
    return { status: response.status, body: isJson ? JSON.parse(text) : text };
  };
  const recorded = async (type: string): Promise<Record<string, unknown>[]> => {
    const { rows } = await pool.query<{ data: Record<string, unknown> }>(
      `SELECT data FROM ledger_events.events WHERE type LIKE $1 || '.v%' ORDER BY position`,
      [type],
    );
    return rows.map(({ data }) => data);
  };
  const become = (type: string, count: number) =>
    waitUntil(`${count} of ${type}`, async () => (await recorded(type)).length === count, 60_000);
  const command = async (...words: string[]) => {
    const { stdout, stderr } = await runLedger([...words, '--program', 'odoopbx'], place);
    return stdout + stderr;
  };

  const postFacts = async (ledger: LedgerProcess, events: readonly object[]) => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/x-ndjson' };
    const body = events.map((event) => JSON.stringify(event)).join('\n');
    expect((await fetch(`${await ledger.url()}/v1/events`, { method: 'POST', headers, body })).status).toBe(200);
  };

  /** Connected, with three payouts in transit, an account to pay from, and payees. */
  async function prepare(ledger: LedgerProcess): Promise<void> {
    expect(await command('rails', 'connect', 'manual')).toContain('manual is connected to odoopbx');
    await postFacts(ledger, facts());
    const account = ['--iban', 'FR1420041010050500013M02606', '--town', 'Paris', '--country', 'FR'];
    await command('rails', 'debtor', 'set', '--currency', 'EUR', '--name', 'Odoo & PBX', ...account, '--by', 'ada');
    const csv = `payee,name,iban,town,country\n${PARTNERS.map((id) => `${id},Ünal ${id},${IBAN},Köln,DE`).join('\n')}\n`;
    await writeFile(join(place.dataDir, 'payees.csv'), csv);
    const entered = await command('payees', 'import', join(place.dataDir, 'payees.csv'), '--by', 'ada');
    expect(entered).toContain('3 entered or changed');
  }

  it('go to the bank in one file, however many make it at once, and each is told once what the bank did', async () => {
    const ledger = await LedgerProcess.start(place);
    await prepare(ledger);
    const wrong = await ask(ledger, 'PUT', 'payees/p', { name: 'P', iban: 'DE88370400440532013000' });
    expect([wrong.status, JSON.stringify(wrong.body.errors)]).toEqual([
      400,
      expect.stringContaining('check digits 88'),
    ]);
    expect((await ask(ledger, 'GET', 'payees/p')).body).toMatchObject({ name: 'Ünal p', nameForBank: 'Uenal p' });

    const made = await Promise.all([1, 2, 3].map(() => ask(ledger, 'POST', 'payout-batches', {})));
    expect(made.flatMap(({ body }) => body.batches ?? [])).toHaveLength(1);
    const { items } = (await ask(ledger, 'GET', 'payout-batches')).body;
    expect(items).toEqual([expect.objectContaining({ payments: 3, totalMinor: '37050', state: 'made' })]);
    const [{ batch, sha256 }] = items;
    const file = (await ask(ledger, 'GET', `payout-batches/${batch}/file`)).body;
    expect(createHash('sha256').update(file).digest('hex')).toBe(sha256);
    const out = join(place.dataDir, 'again.xml');
    await command('payouts', 'batch', 'out', batch, '--out', out);
    expect(await readFile(out, 'utf8')).toBe(file);
    expect(await command('payouts', 'list', '--needs-a-person')).toContain('was not marked as sent');

    expect((await ask(ledger, 'POST', `payout-batches/${batch}/sent`)).body).toEqual({ notInTransit: [] });
    const { lines } = (await ask(ledger, 'GET', `payout-batches/${batch}`)).body;
    const [p, q, r] = lines as { payout: string; endToEndId: string }[];
    await writeFile(out, camt([q!.endToEndId, r!.endToEndId], [r!.endToEndId]));
    expect(await command('payouts', 'import-camt', out)).toContain('nothing was recorded: --apply --by NAME records 3');
    expect(await command('payouts', 'import-camt', out, '--apply', '--by', 'ada')).toContain('3 recorded');
    expect(await command('payouts', 'import-camt', out, '--apply', '--by', 'ada')).toContain(
      'there is nothing to record',
    );
    const failed = { says: 'failed', code: 'AC01', payout: p!.payout, evidence: 'a letter' };
    const answers = `payout-batches/${batch}/answers`;
    expect((await ask(ledger, 'POST', answers, failed)).body).toEqual({ state: 'recorded', contradicts: null });
    expect((await ask(ledger, 'POST', answers, failed)).body).toEqual({ state: 'known', contradicts: null });
    expect((await ask(ledger, 'POST', answers, { ...failed, payout: q!.payout })).status).toBe(400);

    await become('PayoutReturned', 1);
    await become('PayoutFailed', 1);
    expect((await recorded('PayoutSettled')).map(({ payout }) => payout).sort()).toEqual([q!.payout, r!.payout].sort());
    expect(await command('payouts', 'list')).toContain('no payout is under way');
    await ledger.interrupt();
    expect((await runLedger(['verify'], place)).status).toBe(0);
    const { rows } = await pool.query(`SELECT FROM ledger_events.events WHERE data::text ~ '${IBAN}|Ünal|Uenal'`);
    expect(rows).toEqual([]);
  });

  it('are told once each where the process is killed after an answer is recorded, before the ledger hears it', async () => {
    const doomed = await LedgerProcess.start(place, { LEDGER_FAILPOINT: 'payout-answer-recorded:2' });
    await prepare(doomed);
    await ask(doomed, 'POST', 'payout-batches', {});
    const out = join(place.dataDir, 'camt.xml');
    await command('payouts', 'batch', 'sent', 'batch-1', '--by', 'ada');
    const { lines } = (await ask(doomed, 'GET', 'payout-batches/batch-1')).body;
    await writeFile(
      out,
      camt(
        lines.map(({ endToEndId }: { endToEndId: string }) => endToEndId),
        [],
      ),
    );
    expect(await command('payouts', 'import-camt', out, '--apply', '--by', 'ada')).toContain('3 recorded');
    await doomed.killed();
    expect(doomed.end).toBe('SIGKILL');
    await pool.query(`UPDATE ledger_sending.leases SET ends_at = '-infinity'`);
    const ledger = await LedgerProcess.start(place);
    await become('PayoutSettled', 3);
    expect(await command('payouts', 'batch')).toContain('no payout of odoopbx by hand is in transit and in no batch');
    await ledger.interrupt();
    expect(await recorded('SendingSettled')).toHaveLength(3);
    expect(await recorded('EventRejected')).toEqual([]);
  });

  it('that failed by a fact go to no bank, and what a bank did with one all the same waits for a person', async () => {
    const ledger = await LedgerProcess.start(place);
    await prepare(ledger);
    const { payments } = (await ask(ledger, 'POST', 'payout-batches', {})).body.batches[0];
    expect(payments).toBe(3);
    const [{ payout }] = (await ask(ledger, 'GET', 'payout-batches/batch-1')).body.lines;
    await postFacts(ledger, [fact('payout.failed', 92.5, { payout, code: 'closed' })]);
    await become('PayoutFailed', 1);
    expect(await command('payouts', 'batch', 'show', 'batch-1')).toContain(`not in transit any more: ${payout}`);
    const refused = `${payout} is not in transit any more, and would be paid again`;
    expect(await command('payouts', 'batch', 'out', 'batch-1', '--out', join(place.dataDir, 'x'))).toContain(refused);
    expect(await command('payouts', 'batch', 'sent', 'batch-1', '--by', 'ada')).toContain(refused);
    expect((await ask(ledger, 'POST', 'payout-batches/batch-1/sent')).status).toBe(400);

    const gone = await command('payouts', 'batch', 'sent', 'batch-1', '--by', 'ada', '--gone-already');
    expect(gone).toContain('ask the bank to recall it');
    const said = ['--batch', 'batch-1', '--by', 'ada', '--evidence', 'statement 9'];
    const answered = await command('payouts', 'answer', payout, '--paid', ...said);
    expect(answered).toContain('the ledger says that it failed (paid_though_failed)');
    const waits = () => command('payouts', 'list', '--needs-a-person');
    expect(await waits()).toMatch(new RegExp(`${payout} .*DIFFERS.*paid_though_failed`));
    expect((await runLedger(['reconcile', '--rail', 'manual'], place)).stdout).toContain('paid_though_failed');
    await command('payouts', 'answer', payout, '--returned', 'AC04', ...said);
    await runLedger(['reconcile', '--rail', 'manual'], place);
    expect(await waits()).not.toContain('DIFFERS');
    await ledger.interrupt();
  });
});
