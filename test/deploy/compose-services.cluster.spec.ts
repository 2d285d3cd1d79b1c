import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { freePort } from '@ledger/machine/free-port';
import { LEDGER_TOPICS, STAGE_SERVICES, type StageService } from '@ledger/messaging/topics';
import { superuserConnectionString } from '@ledger/hosting/local-servers/postgres/server-logins';
import {
  startEmbeddedPostgres,
  type EmbeddedPostgres,
} from '@ledger/hosting/local-servers/postgres/start-embedded-postgres';
import { startOwnEventStoreDb, type TestEventStoreDb } from '../support/eventstoredb/start-event-store-db';
import { startPrivateKafka, type PrivateKafka } from '../support/kafka-private-broker';
import { waitUntil } from '../support/wait-until';
import { composeFile, dockerfileStages, execForm, REQUIRED_VARIABLES, type ComposeFile } from './compose-file';
import { Container } from './container';
import { SpanCollector } from './span-collector';
import { makeImageRoot, type ImageRoot } from './image-root';

jest.setTimeout(120_000);

const TRACE = '0af7651916cd43dd8448eb211c80319c';
const SENDER = 'b7ad6b7169203331';
const TRACEPARENT = `00-${TRACE}-${SENDER}-01`;

let services: ComposeFile['services'];
const entrypoint = execForm(dockerfileStages().at(-1) ?? [], 'ENTRYPOINT');

let folder: string;
let kafka: PrivateKafka;
let postgres: EmbeddedPostgres;
let eventStore: TestEventStoreDb;
let image: ImageRoot;
let collector: SpanCollector;
let hosts: Record<string, string>;
const running = new Map<StageService, Container>();

async function container(name: string): Promise<Container> {
  const service = services[name];
  if (service === undefined) throw new RangeError(`docker-compose.yml has no service ${name}`);
  return new Container({ service, entrypoint, folder: image.folder, hosts, port: await freePort() });
}

/** One-shots and the command: runs to the end. */
async function runToEnd(name: string, ...args: string[]): Promise<{ status: number | null; log: string }> {
  const service = services[name] ?? { image: '' };
  const withArgs = { ...service, command: [...(service.command ?? []), ...args] };
  const options = { service: withArgs, entrypoint, folder: image.folder, hosts, port: 0 };
  const once = new Container(options);
  return { status: await once.ended, log: once.log };
}

beforeAll(async () => {
  image = makeImageRoot();
  folder = await mkdtemp(join(tmpdir(), 'ledger-compose-'));
  [kafka, postgres, eventStore] = await Promise.all([
    startPrivateKafka(),
    startEmbeddedPostgres({ dataDir: folder }),
    // As in the composition, alone and without a namespace: the server that suites share has the logs of others.
    startOwnEventStoreDb({ dataDir: join(folder, 'eventstoredb') }),
  ]);
  // As in the composition, whose image of Postgres makes the superuser of that name.
  const server = new URL(await superuserConnectionString(folder));
  expect(`${server.username} ${server.pathname}`).toBe('ledger /ledger');
  collector = await SpanCollector.start();
  const variables = { LEDGER_POSTGRES_PASSWORD: server.password, OTEL_EXPORTER_OTLP_ENDPOINT: collector.url };
  services = composeFile({ ...REQUIRED_VARIABLES, ...variables }).services;
  hosts = {
    'kafka:9092': kafka.brokers.join(','),
    'postgres:5432': server.host,
    'eventstore:2113': `127.0.0.1:${eventStore.port}`,
  };
});

afterAll(async () => {
  await Promise.all([...running.values()].map((each) => each.stop()));
  await Promise.all([kafka?.remove(), postgres?.stop(), eventStore?.stop(), collector?.stop()]);
  image?.remove();
  await rm(folder, { recursive: true, force: true });
});

it('prepares topics, tables and terms in the one-shot, and changes nothing the second time', async () => {
  expect(await runToEnd('prepare')).toMatchObject({
    status: 0,
    log: expect.stringContaining(`${LEDGER_TOPICS.length} topic(s) created`),
  });
  expect(await runToEnd('prepare')).toMatchObject({ status: 0, log: expect.stringMatching(/^0 topic/) });
});

it('starts every service with compose’s command and environment until its health check passes', async () => {
  for (const service of STAGE_SERVICES) running.set(service, await container(service));
  for (const [service, each] of running) await waitUntil(`${service} is healthy`, () => each.isHealthy(), 90_000);
  expect(running.size).toBe(5);
});

it('takes what the example producer sends, tells it the verdicts, and shows the line over HTTP', async () => {
  const root = join(__dirname, '..', '..');
  const script = join(root, 'samples', 'senders', 'typescript', 'send-events.ts');
  const args = ['-r', join(root, 'test', 'support', 'run-typescript.cjs'), script, '--wait'];
  const env = { PATH: process.env['PATH'], KAFKA_BROKERS: kafka.brokers.join(','), TRACEPARENT };
  const send = async () => (await promisify(execFile)(process.execPath, args, { env })).stdout;
  const verdicts = await send();
  expect(verdicts.match(/: accepted/g)).toHaveLength(6);
  expect(verdicts).toMatch(/refund-7001: rejected \(schema_invalid: .*amount/);
  const again = await send();
  expect(again.match(/: ignored/g)).toHaveLength(6);

  const { status, log } = await runToEnd('ledger', 'tokens', 'issue', '--kind', 'finance', '--name', 'test');
  expect({ status, log }).toMatchObject({ status: 0 });
  const token = /ledger_finance_\S+/.exec(log)?.[0] ?? '';
  const lines = async () => {
    const url = `${running.get('commission')?.url}/v1/programs/plixo/partners/nightjar/lines`;
    const answer = await fetch(url, {
      headers: { authorization: `Bearer ${token}` },
      signal: AbortSignal.timeout(5_000),
    });
    return answer.ok ? ((await answer.json()) as { items: { amountMinor: string }[] }).items : [];
  };
  await waitUntil('the line is visible', async () => (await lines()).length > 0, 30_000);
  // The topics are not in order among each other, so the line's reason may differ; what stands does not.
  expect(await lines()).toMatchObject([{ amountMinor: '12000', currency: 'USD', invoice: 'inv-7001' }]);
});

it('sends the collector one trace, from the producer through all services to the projection', async () => {
  const told = () => collector.spansOf(TRACE).map(({ service, name }) => `${service} ${name}`);
  const way = [
    'referral-intake intake',
    'referral-intake gate',
    'attribution attribution',
    'partner-status partner-status',
    'commission commission',
    'payout payout',
  ].map((span) => `partner-ledger-${span}`);
  await waitUntil('every step has told its span', () => way.every((span) => told().includes(span)), 20_000);
  await waitUntil('the projection has, too', () => told().some((span) => span.endsWith(' project')), 20_000);
  expect(collector.spansOf(TRACE).filter(({ parent }) => parent === SENDER).length).toBeGreaterThanOrEqual(7);
});

it('ends each service in order, with status 0, within compose’s grace period', async () => {
  const ends = await Promise.all([...running.values()].map((each) => each.stop()));
  running.clear();
  for (const { status, tookMs } of ends) {
    expect(status).toBe(0);
    expect(tookMs).toBeLessThan(10_000);
  }
});

it('says in one line what is missing, where a secret is not set', async () => {
  const service = services['payout'] ?? { image: '' };
  const { LEDGER_POSTGRES_URL: _left, ...environment } = service.environment ?? {};
  const options = { service: { ...service, environment }, entrypoint, folder: image.folder, hosts, port: 0 };
  const broken = new Container(options);
  expect(await broken.ended).toBe(1);
  expect(broken.log).toMatch(/^payout: LEDGER_POSTGRES_URL is missing: .*\n$/);
});
