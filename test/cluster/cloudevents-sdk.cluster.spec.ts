import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { CHECKOUT_TOPIC } from '@ledger/messaging/topics';
import { CLOUDEVENTS_SDK } from '../foreign-clients/foreign-clients';
import { describeIfThere } from '../foreign-clients/with-each-client';
import { environment, LEDGER } from './as-a-stranger';

jest.setTimeout(600_000);

const TIMES = ['2026-01-10T12:00:00.866837+00:00', '2026-01-10T12:00:00+00:00', '2026-01-10T12:00:00.999999+00:00'];
/** What counts of them: microseconds are cut, not rounded. */
const KEPT = ['2026-01-10T12:00:00.866Z', '2026-01-10T12:00:00.000Z', '2026-01-10T12:00:00.999Z'];
const WAYS = ['structured', 'binary', 'structured of 1.x', 'binary of 1.x', 'kafka structured', 'kafka binary'];

describeIfThere({ ...CLOUDEVENTS_SDK, name: 'the CloudEvents SDK of Python' }, () => {
  let dataDir: string;
  let cluster: ChildProcess;
  let url: string;
  let printed = '';

  const ledger = async (...args: string[]): Promise<string> =>
    (await promisify(execFile)(process.execPath, [LEDGER, ...args, '--data', dataDir], { env: environment })).stdout;

  beforeAll(async () => {
    CLOUDEVENTS_SDK.prepare();
    dataDir = await mkdtemp(join(tmpdir(), 'ledger-sdk-'));
    const args = ['start-cluster', '--empty', '--port', '0', '--data', dataDir];
    cluster = spawn(process.execPath, [LEDGER, ...args], { env: environment });
    for (const stream of [cluster.stdout, cluster.stderr])
      stream?.on('data', (text: Buffer) => (printed += text.toString()));
    while (!printed.includes('The cluster runs') && cluster.exitCode === null) await pause(50);
    if (cluster.exitCode !== null) throw new Error(`the cluster did not start:\n${printed}`);
    const running = JSON.parse(await readFile(join(dataDir, 'running.json'), 'utf8')) as {
      readonly kafkaBrokers: readonly string[];
      readonly url: string;
    };
    process.env['KAFKA_BROKERS'] = running.kafkaBrokers.join(',');
    ({ url } = running);
  });

  afterAll(async () => {
    delete process.env['KAFKA_BROKERS'];
    if (cluster.exitCode === null) {
      cluster.kill('SIGTERM');
      await once(cluster, 'exit');
    }
    await rm(dataDir, { recursive: true, force: true });
  });

  it('is understood over HTTP and Kafka, structured and binary, with times of microseconds', async () => {
    const events = TIMES.map((time, index) => ({
      ...{ specversion: '1.0', id: `e${index}`, source: 'Bü 1 %', type: 'customer.signed_up', time, program: 'plixo' },
      data: { customer: `c${index} ü` },
    }));
    const token = (await ledger('tokens', 'issue', '--kind', 'ingest', '--name', 'sdk', '--topics', 'checkout')).trim();
    const answers = await CLOUDEVENTS_SDK.send({ url, token, topic: CHECKOUT_TOPIC, events });
    for (const [way, each] of Object.entries(answers.http)) {
      expect({ way, each }).toMatchObject({ way, each: TIMES.map(() => ({ verdict: 'accepted' })) });
    }
    for (const [way, offsets] of Object.entries(answers.kafka)) {
      expect({ way, offsets }).toEqual({ way, offsets: TIMES.map(() => expect.any(Number)) });
    }
    await ledger('status', '--wait', '--timeout', '60');
    const recorded = (await ledger('facts', 'export'))
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Recorded)
      .filter(({ type }) => type !== 'terms.published');
    const found = recorded
      .map(({ id, source, time, data }) => `${id}: ${source} ${new Date(time).toISOString()} ${data.customer}`)
      .sort();
    const expected = WAYS.flatMap((way) => KEPT.map((time, n) => `e${n} ${way}: Bü 1 % ${time} c${n} ü`));
    expect(found).toEqual(expected.sort());
    expect(JSON.parse(await ledger('export')).programs[0].rejected).toEqual([]);
    expect(await ledger('dead-letters', 'list')).toBe('no dead letters\n');
  });
});

interface Recorded {
  readonly type: string;
  readonly id: string;
  readonly source: string;
  readonly time: string;
  readonly data: { readonly customer: string };
}
