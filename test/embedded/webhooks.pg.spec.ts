import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { randomUUID } from 'node:crypto';
import { Pool } from 'pg';
import { Webhook } from 'standardwebhooks';
import { waitUntil } from '../support/wait-until';
import { adminToken, LedgerProcess, ledgerPlace, runLedger, type LedgerPlace } from './ledger-process';

jest.setTimeout(120_000);

const DAY_MS = 86_400_000;

interface Received {
  readonly id: string;
  readonly event: { readonly type: string; readonly program: string; readonly data: Record<string, unknown> };
}

/** Receives webhooks, and verifies each as a stranger would. */
class Receiver {
  readonly received: Received[] = [];
  /** What the next requests are answered; then 204. */
  readonly answers: number[] = [];
  secret = '';
  private server: Server | undefined;

  async listen(): Promise<string> {
    this.server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const body = Buffer.concat(chunks).toString('utf8');
        const verified = new Webhook(this.secret).verify(body, request.headers as Record<string, string>);
        const status = this.answers.shift() ?? 204;
        if (status === 204) {
          this.received.push({ id: String(request.headers['webhook-id']), event: verified as Received['event'] });
        }
        response.writeHead(status).end();
      });
    });
    await new Promise<void>((resolve) => this.server?.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/hooks`;
  }

  async close(): Promise<void> {
    this.server?.closeAllConnections();
    await new Promise((resolve) => this.server?.close(resolve));
  }

  types(): string[] {
    return this.received.map(({ event }) => event.type);
  }
}

function fact(type: string, day: number, data: object): object {
  const time = new Date(Date.UTC(2026, 0, 1, 10) + day * DAY_MS).toISOString();
  return { specversion: '1.0', id: randomUUID(), source: 'test', type, time, program: 'plixo', data };
}

/** By which a partner is paid, at once. */
function facts(partner: string, day = 0): object[] {
  const bonus = { adjustment: `of ${partner}`, partner, currency: 'USD', amount: 10_000, by: 'f', reason: 'bonus' };
  return [
    fact('partner.applied', day, { partner, type: 'partner' }),
    fact('partner.approved', day, { partner }),
    fact('partner.tax_form_recorded', day, { partner, form: 'W-9', signedOn: '2025-12-31' }),
    fact('partner.payout_method_set', day, { partner, rail: 'stripe', account: `acct_${partner}` }),
    fact('adjustment.posted', day, bonus),
    fact('clock.advanced', day + 1, {}),
  ];
}

describe('webhooks of a ledger in a process of its own', () => {
  let place: LedgerPlace;
  let token: string;
  let pool: Pool;
  let receiver: Receiver;
  let ledger: LedgerProcess;
  let url: string;

  beforeEach(async () => {
    place = await ledgerPlace();
    token = await adminToken(place);
    pool = new Pool({ connectionString: place.connectionString });
    pool.on('error', () => undefined);
    receiver = new Receiver();
    url = await receiver.listen();
    ledger = await LedgerProcess.start(place);
  });
  afterEach(async () => {
    if (ledger.isAlive()) await ledger.interrupt();
    await receiver.close();
    await pool.end();
    await place.remove();
  });

  const send = async (events: readonly object[]) => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/x-ndjson' };
    const body = events.map((event) => JSON.stringify(event)).join('\n');
    const response = await fetch(`${await ledger.url()}/v1/events`, { method: 'POST', headers, body });
    if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
  };
  /** Adds the receiver as an endpoint; answers its id. */
  const add = async (...options: string[]) => {
    const added = await runLedger(['webhooks', 'add', url, ...options], place);
    receiver.secret = added.stdout.trim();
    return /wh_[0-9a-f]+/.exec(added.stderr)?.[0] ?? '';
  };
  /** Has what waits tried at once. */
  const hurry = () => pool.query(`UPDATE ledger_webhooks.deliveries SET next_at = '-infinity' WHERE state = 'waiting'`);

  it('are posted as they are decided, signed, each once where each is taken, with the types that were asked for', async () => {
    await send(facts('before'));
    await add('--types', 'payout.*,partner.status_changed', '--program', 'plixo');
    await send(facts('p', 1));
    await waitUntil('the payout is told', () => receiver.types().includes('payout.made'));
    expect(new Set(receiver.types())).toEqual(new Set(['partner.status_changed', 'payout.made']));
    const [made] = receiver.received.filter(({ event }) => event.type === 'payout.made');
    expect(made?.event).toMatchObject({
      program: 'plixo',
      source: 'partner-ledger/payout',
      time: '2026-01-03T10:00:00.000Z',
      data: { partner: 'p', netMinor: '9950', currency: 'USD', paidAtOnce: true },
    });
    expect(new Set(receiver.received.map(({ id }) => id)).size).toBe(receiver.received.length);
    expect(receiver.received.every(({ event }) => event.data['partner'] === 'p')).toBe(true);
  });

  it('go on after the process was killed, and tell all that the log has to who asks from its start', async () => {
    await send(facts('p'));
    ledger.kill();
    await ledger.killed();
    await add('--types', 'payout.made', '--from-start');
    receiver.answers.push(500, 500);
    ledger = await LedgerProcess.start(place);
    await send(facts('q', 1));
    await waitUntil('both were tried', () => receiver.answers.length === 0);
    ledger.kill();
    await ledger.killed();
    await hurry();
    ledger = await LedgerProcess.start(place);
    await waitUntil('both are told', () => receiver.received.length === 2);
    expect(receiver.received.map(({ event }) => event.data['partner']).sort()).toEqual(['p', 'q']);
  });

  it('are tried again while they fail, listed with why, given up in the end, and posted again when a person says so', async () => {
    const id = await add('--types', 'payout.made');
    receiver.answers.push(503, 503);
    await send(facts('p'));
    const state = async () => {
      const { stdout } = await runLedger(['webhooks', 'deliveries', '--format', 'json'], place);
      return JSON.parse(stdout) as { state: string; attempts: number; lastError: string; event: string }[];
    };
    await waitUntil('it failed once', () => receiver.answers.length === 1);
    await waitUntil('that is noted', async () => (await state())[0]?.lastError === 'answered 503');
    // As if it had failed for two days.
    await pool.query('UPDATE ledger_webhooks.deliveries SET attempts = 9');
    await hurry();
    await waitUntil('it is given up', async () => (await state())[0]?.state === 'given_up');
    expect((await runLedger(['webhooks', 'redeliver', id], place)).stdout).toContain('1 output is posted');
    await waitUntil('it is told', () => receiver.received.length === 1);
    await waitUntil('that is noted', async () => (await state())[0]?.state === 'delivered');
    const [told] = await state();
    await runLedger(['webhooks', 'redeliver', id, '--event', told?.event ?? ''], place);
    await waitUntil('it is told twice', () => receiver.received.length === 2);
    expect(receiver.received[0]).toEqual(receiver.received[1]);
  });

  it('do not wait for an endpoint that takes nothing', async () => {
    const silent = createServer(() => undefined);
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const address = `http://127.0.0.1:${(silent.address() as AddressInfo).port}/`;
    await runLedger(['webhooks', 'add', address], place);
    const id = await add('--types', 'payout.made');
    await send(facts('p'));
    await waitUntil('the other is told', () => receiver.received.length === 1, 10_000);
    expect((await runLedger(['webhooks', 'remove', id], place)).status).toBe(0);
    const listed = await runLedger(['webhooks', 'list', '--format', 'json'], place);
    expect(JSON.parse(listed.stdout)).toMatchObject([{ url: address, types: ['*'] }]);
    silent.closeAllConnections();
    silent.close();
  });

  it('refuse an address, a type, a program and an id that there is not, in one line', async () => {
    const refused = async (...words: string[]) => (await runLedger(['webhooks', ...words], place)).stderr;
    expect(await refused('add', 'http://example.com')).toContain('must begin with https://');
    expect(await refused('add', url, '--types', 'payouts.*')).toContain('no output has the type payouts.*');
    expect(await refused('add', url, '--program', 'plixi')).toContain('no program plixi');
    expect(await refused('remove', 'wh_1')).toContain('there is no address wh_1');
    expect(await refused('redeliver', 'wh_1')).toContain('there is no address wh_1');
  });
});
