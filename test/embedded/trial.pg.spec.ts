import { Client } from 'pg';
import { LIVE_SCHEMA } from '@ledger/read-models/postgres/schema/version';
import { issueToken, type TokenRequest } from '@ledger/service-kit/access/issue-token';
import { apiDataSource } from '@ledger/service-kit/access/api-data-source';
import { testEvent, twoPrograms } from '@ledger/service-kit/testing/two-programs';
import type { TrialAnswerDto } from '@apps/referral-intake/trial/trial-answer.dto';
import { waitUntil } from '../support/wait-until';
import { inProcessLedger, type InProcessLedger } from './in-process-ledger';

jest.setTimeout(120_000);

const event = (type: string, data: object, time = '2026-03-02') => testEvent('plixo', time, type, data);
const invoice = (id: string, amount: number, time?: string) =>
  event('invoice.paid', { invoice: id, customer: 'b', currency: 'USD', lines: [line(amount)] }, time);
const line = (amount: number) => ({ line: 'l1', kind: 'subscription', amount });

describe('POST /v1/events?dryRun=true', () => {
  let ledger: InProcessLedger;
  let owner: Client;

  beforeAll(async () => {
    ledger = await inProcessLedger();
    owner = new Client({ connectionString: ledger.running.storage.connectionString });
    await owner.connect();
    expect((await send(twoPrograms(), '')).status).toBe(200);
  });
  afterAll(async () => {
    await owner.end();
    await ledger.remove();
  });

  const send = (values: unknown, query: string, headers: Record<string, string> = {}) =>
    fetch(`${ledger.running.http.url}/v1/events${query}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${ledger.token}`, 'content-type': 'application/json', ...headers },
      body: JSON.stringify(values),
    });

  async function tried(values: unknown, headers: Record<string, string> = {}): Promise<TrialAnswerDto> {
    const response = await send(values, '?dryRun=true', headers);
    expect(response.status).toBe(200);
    return (await response.json()) as TrialAnswerDto;
  }

  async function sent(values: unknown) {
    return (await (await send(values, '')).json()) as Record<string, unknown>[];
  }

  async function linesOf(partner: string): Promise<Record<string, unknown>[]> {
    await ledger.running.caughtUp();
    const url = `${ledger.running.http.url}/v1/programs/plixo/partners/${partner}/lines`;
    const response = await fetch(url, { headers: { authorization: `Bearer ${ledger.token}` } });
    return ((await response.json()) as { items: Record<string, unknown>[] }).items;
  }

  /** Every row of every table of the database, as digests. */
  async function everything(): Promise<Record<string, string>> {
    await ledger.running.caughtUp();
    // Next payouts are judged beside the projection, a little later.
    const marked = `SELECT 1 FROM ${LIVE_SCHEMA}.partners_to_judge`;
    await waitUntil('every next payout is judged', async () => (await owner.query(marked)).rowCount === 0);
    const { rows } = await owner.query<{ name: string }>(
      `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
       WHERE schemaname NOT IN ('pg_catalog', 'information_schema') ORDER BY 1`,
    );
    const digests: Record<string, string> = {};
    for (const { name } of rows) {
      const found = await owner.query<{ digest: string }>(
        `SELECT count(*) || ' ' || coalesce(md5(string_agg(t::text, '|' ORDER BY t::text)), '') AS digest FROM ${name} t`,
      );
      digests[name] = found.rows[0]?.digest ?? '';
    }
    return digests;
  }

  it('says the line that the real invoice then posts', async () => {
    const paid = invoice('tried-1', 12_345);
    const [trial] = (await tried(paid)).events;
    expect(trial).toMatchObject({ verdict: 'accepted', program: 'plixo', leftOff: 0, payouts: [], credits: [] });
    const before = await linesOf('q');
    await sent([paid]);
    const posted = (await linesOf('q')).filter((each) => !before.some(({ invoice: id }) => id === each['invoice']));
    expect(posted).toHaveLength(1);
    expect(posted).toEqual(trial?.lines.map((each) => expect.objectContaining({ ...each }) as unknown));
  });

  it('judges each event with those before it, and says credits, lines of each and the payout', async () => {
    const values = [
      event('customer.signed_up', { customer: 'new', referralCode: 'code-p' }),
      event('customer.activated', { customer: 'new' }),
      event('invoice.paid', { invoice: 'tried-2', customer: 'new', currency: 'USD', lines: [line(500_000)] }),
      event('invoice.paid', {
        invoice: 'tried-3',
        customer: 'new',
        currency: 'USD',
        lines: [{ ...line(9), kind: 'tax' }],
      }),
      event('clock.advanced', {}, '2026-09-01'),
    ];
    const { events, position } = await tried(values);
    expect(position).toBe(`${await ledger.running.storage.store.lastPosition()}`);
    expect(events.map(({ verdict }) => verdict)).toEqual(values.map(() => 'accepted'));
    expect(events[0]?.credits).toEqual([
      { customer: 'new', settledAt: null, credits: [{ partner: 'p', role: 'sourced', weight: 1 }] },
    ]);
    expect(events[2]?.lines).toMatchObject([
      { partner: 'p', invoice: 'tried-2', reason: 'accrual', baseMinor: '500000' },
    ]);
    expect(events[3]).toMatchObject({
      lines: [],
      nothing: [{ partner: 'p', invoice: 'tried-3', line: 'l1', reason: 'kind' }],
    });
    expect(events[4]?.payouts).toContainEqual({
      payout: 'po-3',
      partner: 'p',
      currency: 'USD',
      state: 'paid',
      rail: 'stripe',
      lines: 2,
      grossMinor: '46000',
      feeMinor: '140',
      withheldMinor: '0',
      netMinor: '45860',
    });
    expect(await linesOf('p')).not.toContainEqual(expect.objectContaining({ invoice: 'tried-2' }));
  });

  it('says why an event would be refused or ignored, in the words of the real answer', async () => {
    const values = [
      event('partner.suspended', { partner: 'nobody' }),
      testEvent('nowhere', '2026-01-01', 'clock.advanced', {}),
      5,
    ];
    const known = event('customer.signed_up', { customer: 'known' });
    await sent([known]);
    const { events } = await tried([...values, known]);
    expect(events.map(({ verdict }) => verdict)).toEqual(['rejected', 'rejected', 'rejected', 'ignored']);
    const real = await sent([...values, known]);
    const told = events.map(({ id, source, program, verdict, code, detail }) => ({
      id,
      source,
      program,
      verdict,
      code,
      detail,
    }));
    expect(real).toMatchObject(JSON.parse(JSON.stringify(told)) as object[]);
  });

  it('records nothing: no event, personal value, key, row or metric', async () => {
    const before = await everything();
    const position = await ledger.running.storage.store.lastPosition();
    const metrics = await eventMetrics();
    const key = { 'idempotency-key': 'tried-key' };
    const values = [
      event('partner.applied', { partner: 'fresh', type: 'partner', name: 'Ada Lovelace', email: 'ada@example.com' }),
      event('partner.approved', { partner: 'fresh' }),
      event('invoice.paid', { nonsense: 'of nobody' }),
      invoice('tried-4', 70_000),
    ];
    const { events } = await tried(values, key);
    expect(events.map(({ verdict }) => verdict)).toEqual(['accepted', 'accepted', 'rejected', 'accepted']);
    expect(await ledger.running.storage.store.lastPosition()).toBe(position);
    expect(await everything()).toEqual(before);
    expect(await eventMetrics()).toEqual(metrics);
    // The key is free for another body.
    expect((await send([invoice('tried-5', 100)], '', key)).status).toBe(200);
  });

  /** What the metrics count of events and decisions. */
  async function eventMetrics(): Promise<string[]> {
    const text = await (await fetch(`${ledger.running.http.url}/metrics`)).text();
    return text.split('\n').filter((each) => /^ledger_(?!http|.*(lag|seconds))/.test(each));
  }

  it('takes real events while it is made, and takes as given what was recorded before', async () => {
    const real = Array.from({ length: 40 }, (_, index) => invoice(`real-${index}`, 1_000 + index));
    const trials = Promise.all(Array.from({ length: 4 }, (_, index) => tried(invoice(`trial-${index}`, 2_000))));
    for (const each of real) expect(await sent([each])).toMatchObject([{ verdict: 'accepted' }]);
    for (const { events, position } of await trials) {
      expect(events).toMatchObject([{ verdict: 'accepted', lines: [{ partner: 'q', baseMinor: '2000' }] }]);
      expect(BigInt(position)).toBeLessThanOrEqual(await ledger.running.storage.store.lastPosition());
    }
    expect((await linesOf('q')).filter(({ invoice: id }) => String(id).startsWith('trial-'))).toEqual([]);
  });

  it.each(['?dryRun=false', '?dryRun=', '?dryRun=1', '?dryRun=TRUE', '?dryRun=true&dryRun=true', '?dryrun=true'])(
    'refuses %s, and records nothing',
    async (query) => {
      const position = await ledger.running.storage.store.lastPosition();
      const response = await send(invoice('mistyped', 100), query);
      expect(response.status).toBe(400);
      expect(await response.json()).toMatchObject({ type: 'urn:partner-ledger:problem:invalid-request' });
      expect(await ledger.running.storage.store.lastPosition()).toBe(position);
    },
  );

  it('asks the token and the limits what the real door asks them', async () => {
    const api = await apiDataSource({ connectionString: ledger.running.storage.connectionString }).initialize();
    const bearer = async (asked: Omit<TokenRequest, 'name'>) => ({
      authorization: `Bearer ${(await issueToken(api, { ...asked, name: 'trial' })).text}`,
    });
    const of = async (values: unknown, headers: Record<string, string>) => {
      const response = await send(values, '?dryRun=true', headers);
      return [response.status, ((await response.json()) as { type?: string }).type?.split(':').at(-1)];
    };
    const paid = invoice('tried-6', 100);
    expect(await of(paid, { authorization: '' })).toEqual([401, 'unauthenticated']);
    expect(await of(paid, await bearer({ kind: 'finance', topics: [] }))).toEqual([403, 'forbidden']);
    expect(await of(paid, await bearer({ kind: 'ingest', topics: ['checkout'] }))).toEqual([403, 'topic-not-allowed']);
    const bound = await bearer({ kind: 'ingest', topics: ['revenue'], program: 'reseller' });
    expect(await of(paid, bound)).toEqual([403, 'program-not-allowed']);
    expect(await of(paid, await bearer({ kind: 'ingest', topics: ['revenue'], program: 'plixo' }))).toEqual([
      200,
      undefined,
    ]);
    const tick = { ...event('clock.advanced', {}), source: 'ledger/clock' };
    expect(await of(tick, {})).toEqual([403, 'source-reserved']);
    expect(
      await of(
        Array.from({ length: 1_001 }, () => 5),
        {},
      ),
    ).toEqual([413, 'too-large']);
    expect(await of(paid, { 'idempotency-key': 'with a blank' })).toEqual([400, 'invalid-request']);
    expect(await of(paid, { 'content-type': 'text/plain' })).toEqual([415, 'unsupported-media-type']);
    await api.destroy();
  });
});
