import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { formatMonth, parseMonth, type Month } from '@ledger/kernel/calendar';
import { instant } from '@ledger/kernel/instant';
import { ACTIVE_ACCOUNT } from '@ledger/rails/simulator/simulated-stripe';
import { StripeSimulator } from '@ledger/rails/simulator/stripe-simulator';
import { waitUntil } from '../support/wait-until';
import { Kafka, logLevel, Partitioners } from 'kafkajs';
import { environment, LEDGER, STOP_WITHIN_MS } from './as-a-stranger';
import { ClusterOfAStranger } from './cluster-of-a-stranger';
import { sampleLine, type SampleLine } from './offered-events';
import { readerOf, webhookReceiver } from './told-outputs';

const HISTORIES = resolve(__dirname, '../cases/data/histories');
const MAX_OUTPUT_BYTES = 64 * 1024 * 1024;

const TRIED_LINE = { line: 'l1', kind: 'subscription', amount: 100_000 };

jest.setTimeout(240_000);

let dataDir: string;
let cluster: ClusterOfAStranger;
let stripe: StripeSimulator;

async function ledger(...args: string[]): Promise<string> {
  const options = { env: environment, maxBuffer: MAX_OUTPUT_BYTES };
  const { stdout } = await promisify(execFile)(process.execPath, [LEDGER, ...args], options);
  return stdout;
}

/** As a service of other people would: kafkajs alone, in the order of the file. */
async function produce(lines: readonly SampleLine[]): Promise<void> {
  const kafka = new Kafka({ brokers: [...(await cluster.running()).kafkaBrokers], logLevel: logLevel.NOTHING });
  const producer = kafka.producer({ createPartitioner: Partitioners.DefaultPartitioner });
  await producer.connect();
  for (let from = 0; from < lines.length; from += 100) {
    const batch = lines.slice(from, from + 100);
    await producer.sendBatch({
      topicMessages: batch.map(({ topic, key, text }) => ({ topic, messages: [{ key, value: text }] })),
    });
  }
  await producer.disconnect();
}

async function historyOfAllPrograms(): Promise<SampleLine[]> {
  const text = await readFile(join(HISTORIES, 'all-901.ndjson'), 'utf8');
  return text.trimEnd().split('\n').map(sampleLine);
}

describe('npm run start:cluster, and the commands that look into it', () => {
  beforeAll(async () => {
    stripe = new StripeSimulator(() => instant(Date.now()), { accountAskedFor: () => ACTIVE_ACCOUNT });
    stripe.books.balances.set('usd', 1_000_000);
    const apiBase = await stripe.listen();
    cluster = await ClusterOfAStranger.start({ STRIPE_API_KEY: 'sk_test_1', STRIPE_API_BASE: apiBase });
    ({ dataDir } = cluster);
  });

  afterAll(async () => {
    await cluster.remove();
    await stripe.close();
  });

  it('shows what was produced, byte for byte the replay of its facts, also when services were killed', async () => {
    const lines = await historyOfAllPrograms();
    const half = Math.floor(lines.length / 2);
    await produce(lines.slice(0, half));
    for (const { pid } of (await cluster.running()).services) process.kill(pid, 'SIGKILL');
    await produce(lines.slice(half));

    const status = await ledger('status', '--wait', '--data', dataDir);
    expect(status).toMatch(new RegExp(`intake .* ${lines.length} +│ 0 `));
    expect(status).toMatch(/read models: position (\d+) of \1\n/);

    const facts = await ledger('facts', 'export', '--data', dataDir);
    const ofTerms = facts
      .trimEnd()
      .split('\n')
      .filter((fact) => fact.includes('"type":"terms.published"'));
    expect(ofTerms).toHaveLength(5);
    expect(facts.trimEnd().split('\n')).toHaveLength(lines.length + ofTerms.length);
    const factsFile = join(dataDir, 'facts.ndjson');
    await writeFile(factsFile, facts);
    expect(await ledger('export', '--data', dataDir)).toBe(await ledger('replay', '--events', factsFile));
    expect(cluster.printed.match(/ended \(SIGKILL\); starting it again/g)).toHaveLength(5);
  });

  it('tries events over the store, through the gate service, and records nothing', async () => {
    const data = { invoice: 'tried', customer: 'nobody', currency: 'USD', lines: [TRIED_LINE] };
    const envelope = { specversion: '1.0', id: 'tried', source: 'test', program: 'plixo' };
    const file = join(dataDir, 'tried.ndjson');
    await writeFile(file, JSON.stringify({ ...envelope, type: 'invoice.paid', time: '2026-03-01T00:00:00Z', data }));
    const facts = await ledger('facts', 'export', '--data', dataDir);
    const printed = await ledger('ingest', file, '--dry-run', '--format', 'json', '--data', dataDir);
    expect(JSON.parse(printed)).toMatchObject({
      dryRun: true,
      events: [{ verdict: 'accepted', lines: [], nothing: [{ invoice: 'tried', partner: null, reason: 'no_credit' }] }],
    });
    expect(await ledger('facts', 'export', '--data', dataDir)).toBe(facts);
  });

  it('closes a month through the gate service, once', async () => {
    const review = await ledger(
      'close',
      '2026-01',
      '--program',
      'plixo',
      '--dry-run',
      '--format',
      'json',
      '--data',
      dataDir,
    );
    const { asOf, closedThrough } = JSON.parse(review) as { asOf: string; closedThrough: string };
    const lastEnded = formatMonth((parseMonth(asOf.slice(0, 7))! - 1) as Month);
    expect(closedThrough < lastEnded).toBe(true);
    const close = () => ledger('close', lastEnded, '--program', 'plixo', '--data', dataDir);
    expect(await close()).toContain(`${lastEnded} of plixo is closed, with all before it: `);
    expect(await close()).toContain(`${lastEnded} of plixo is closed already: `);
  });

  it('pays by Stripe from the payout service, once, also when that is killed, and tells of it', async () => {
    const receiver = await webhookReceiver();
    await ledger('webhooks', 'add', receiver.url, '--types', 'payout.*', '--data', dataDir);
    const topic = await readerOf('partner-ledger.payout.v1', (await cluster.running()).kafkaBrokers);
    const envelope = { specversion: '1.0', source: 'test', program: 'plixo' };
    const day = (date: string, minute = 0) => `2030-${date}T10:0${minute}:00Z`;
    const facts = [
      { id: 'r1', type: 'rail.connected', time: day('01-01'), data: { rail: 'stripe' } },
      { id: 'r2', type: 'partner.applied', time: day('01-01'), data: { partner: 'paid', type: 'partner' } },
      { id: 'r3', type: 'partner.approved', time: day('01-01'), data: { partner: 'paid' } },
      {
        id: 'r3.form',
        type: 'partner.tax_form_recorded',
        time: day('01-01'),
        data: { partner: 'paid', form: 'W-9', signedOn: '2029-12-31' },
      },
      {
        id: 'r4',
        type: 'partner.payout_method_set',
        time: day('01-01'),
        data: { partner: 'paid', rail: 'stripe', account: 'acct_paid' },
      },
      {
        id: 'r5',
        type: 'adjustment.posted',
        time: day('01-01', 1),
        data: { adjustment: 'r', partner: 'paid', currency: 'USD', amount: 50_000, by: 'finance', reason: 'bonus' },
      },
      { id: 'r6', type: 'clock.advanced', time: day('01-02'), data: {} },
    ].map((event) => JSON.stringify({ ...envelope, ...event }));
    const file = join(dataDir, 'paid.ndjson');
    await writeFile(file, facts.join('\n'));
    expect(await ledger('ingest', file, '--data', dataDir)).toContain('7 accepted');
    const ours = () => stripe.books.transfers.filter(({ destination }) => destination === 'acct_paid');
    await waitUntil('it is paid', () => ours().length === 1, 60_000);
    const payout = (await cluster.running()).services.find(({ service }) => service === 'payout');
    if (payout !== undefined) process.kill(payout.pid, 'SIGKILL');
    await waitUntil(
      'the ledger was told',
      async () => !(await ledger('payouts', 'list', '--data', dataDir)).includes(' paid '),
      60_000,
    );
    expect(ours()).toHaveLength(1);
    for (const { told, close } of [receiver, topic]) {
      const all = ['payout.made of paid', 'payout.sent of paid', 'payout.paid of paid'];
      await waitUntil('all of it is told', () => all.every((each) => told.includes(each)), 60_000);
      await close();
    }
  });

  it('rebuilds the read models beside the live ones', async () => {
    expect(await ledger('rebuild', '--data', dataDir)).toMatch(/equal the live ones at position \d+; swapped/);
  });

  it('verifies the log, its decisions and its rows', async () => {
    expect(await ledger('verify', '--data', dataDir)).toMatch(
      /^log .*\ndecisions .* all as recorded\n.*\nhead .*\nrows .* are what the decisions give\n$/,
    );
  });

  it('ends with all its servers within fifteen seconds of Ctrl-C', async () => {
    const { kafkaBrokers, services } = await cluster.running();
    const askedAt = performance.now();
    cluster.process.kill('SIGINT');
    const [status] = (await once(cluster.process, 'exit')) as [number | null];
    expect(status).toBe(0);
    expect(performance.now() - askedAt).toBeLessThan(STOP_WITHIN_MS);
    for (const { pid } of services) expect(() => process.kill(pid, 0)).toThrow('ESRCH');
    const admin = new Kafka({
      brokers: [...kafkaBrokers],
      logLevel: logLevel.NOTHING,
      retry: { retries: 0 },
    }).admin();
    await expect(admin.connect()).rejects.toThrow('ECONNREFUSED');
  });
});
