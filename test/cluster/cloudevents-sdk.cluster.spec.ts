import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { CHECKOUT_TOPIC } from '@ledger/messaging/topics';
import { CLOUDEVENTS_SDK } from '../foreign-clients/foreign-clients';
import { describeIfThere } from '../foreign-clients/with-each-client';
import { environment, LEDGER } from './as-a-stranger';
import { ClusterOfAStranger } from './cluster-of-a-stranger';

jest.setTimeout(600_000);

const TIMES = ['2026-01-10T12:00:00.866837+00:00', '2026-01-10T12:00:00+00:00', '2026-01-10T12:00:00.999999+00:00'];
/** What counts of them: microseconds are cut, not rounded. */
const KEPT = ['2026-01-10T12:00:00.866Z', '2026-01-10T12:00:00.000Z', '2026-01-10T12:00:00.999Z'];
const WAYS = ['structured', 'binary', 'structured of 1.x', 'binary of 1.x', 'kafka structured', 'kafka binary'];

describeIfThere({ ...CLOUDEVENTS_SDK, name: 'the CloudEvents SDK of Python' }, () => {
  let cluster: ClusterOfAStranger;

  const ledger = async (...args: string[]): Promise<string> => {
    const asked = [LEDGER, ...args, '--data', cluster.dataDir];
    return (await promisify(execFile)(process.execPath, asked, { env: environment })).stdout;
  };

  beforeAll(async () => {
    CLOUDEVENTS_SDK.prepare();
    cluster = await ClusterOfAStranger.start();
    process.env['KAFKA_BROKERS'] = (await cluster.running()).kafkaBrokers.join(',');
  });

  afterAll(async () => {
    delete process.env['KAFKA_BROKERS'];
    await cluster.remove();
  });

  it('is understood over HTTP and Kafka, structured and binary, with times of microseconds', async () => {
    const events = TIMES.map((time, index) => ({
      specversion: '1.0',
      id: `e${index}`,
      source: 'Bü 1 %',
      type: 'customer.signed_up',
      time,
      program: 'plixo',
      data: { customer: `c${index} ü` },
    }));
    const token = (await ledger('tokens', 'issue', '--kind', 'ingest', '--name', 'sdk', '--topics', 'checkout')).trim();
    const { url } = await cluster.running();
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
