import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { Kafka, logLevel, Partitioners } from 'kafkajs';
import { environment, LEDGER } from './as-a-stranger';
import { ClusterOfAStranger } from './cluster-of-a-stranger';
import { sampleLine } from './offered-events';

const PLIXO = resolve(__dirname, '../../programs/plixo.yaml');
const HISTORY = readFileSync(resolve(__dirname, '../cases/data/contract-1-plixo.ndjson'), 'utf8').trim().split('\n');
/** What comes before version 2: two of three invoices, the second of them earned when version 2 is to hold already. */
const BEFORE = 12;

interface Exported {
  readonly programs: readonly {
    readonly program: string;
    readonly rejected: readonly unknown[];
    readonly lines: readonly {
      readonly invoice: string;
      readonly reason: string;
      readonly rate: string;
      readonly termsVersion: number;
    }[];
  }[];
}

jest.setTimeout(120_000);

describe('the next version of a program’s terms, published while the five services run', () => {
  let cluster: ClusterOfAStranger;

  beforeAll(async () => (cluster = await ClusterOfAStranger.start()));
  afterAll(() => cluster.remove());

  async function ledger(...args: string[]): Promise<string> {
    const command = [LEDGER, ...args, ...(args[0] === 'replay' ? [] : ['--data', cluster.dataDir])];
    return (await promisify(execFile)(process.execPath, command, { env: environment })).stdout;
  }

  /** As another team's service would send them. */
  async function produce(lines: readonly string[]): Promise<void> {
    const kafka = new Kafka({ brokers: [...(await cluster.running()).kafkaBrokers], logLevel: logLevel.NOTHING });
    const producer = kafka.producer({ createPartitioner: Partitioners.DefaultPartitioner });
    await producer.connect();
    for (const { topic, key, text } of lines.map(sampleLine))
      await producer.send({ topic, messages: [{ key, value: text }] });
    await producer.disconnect();
  }

  function versionTwo(): string {
    const changes = [
      ['version: 1', 'version: 2'],
      ['effectiveFrom: 2020-01-01', 'effectiveFrom: 2026-02-01'],
      ['rate: 10%', 'rate: 12%'],
    ] as const;
    const path = join(cluster.dataDir, 'two.yaml');
    writeFileSync(
      path,
      changes.reduce((text, [from, to]) => text.replace(from, to), readFileSync(PLIXO, 'utf8')),
    );
    return path;
  }

  const pidsOf = async () => (await cluster.running()).services.map(({ pid }) => pid);

  it('judges what came before and what comes after, and the export is the replay of its facts', async () => {
    const pids = await pidsOf();
    const before = join(cluster.dataDir, 'before.ndjson');
    writeFileSync(before, HISTORY.slice(0, BEFORE).join('\n'));
    await ledger('ingest', before);

    const file = versionTwo();
    const preview = await ledger('terms', 'publish', file, '--dry-run', '--format', 'json');
    const { hash } = JSON.parse(preview) as { readonly hash: string };
    expect(await ledger('terms', 'publish', file, '--hash', hash)).toBe('version 2 of plixo is published\n');
    await produce(HISTORY.slice(BEFORE));
    await ledger('status', '--wait');

    const facts = join(cluster.dataDir, 'facts.ndjson');
    writeFileSync(facts, await ledger('facts', 'export'));
    const exported = await ledger('export');
    expect(await ledger('replay', '--events', facts)).toBe(exported);
    expect(await pidsOf()).toEqual(pids);

    const plixo = (JSON.parse(exported) as Exported).programs.find(({ program }) => program === 'plixo');
    expect(plixo?.rejected).toEqual([]);
    const lines = plixo?.lines.map(({ invoice, reason, rate, termsVersion }) => [invoice, reason, rate, termsVersion]);
    expect(lines).toEqual(
      expect.arrayContaining([
        ['ia', 'accrual', '0.1', 1],
        ['ib', 'accrual', '0.1', 1],
        ['ib', 'rate_change', '0.12', 2],
        ['ic', 'accrual', '0.15', 2],
      ]),
    );
  });

  it('is shown and compared while they run', async () => {
    expect(JSON.parse(await ledger('terms', 'show', 'plixo'))).toMatchObject({ program: 'plixo', version: 2 });
    expect(JSON.parse(await ledger('terms', 'show', 'plixo', '--version', '1'))).toMatchObject({ version: 1 });
    expect(await ledger('terms', 'diff', 'plixo@1', 'plixo@2')).toContain('rate: 10% becomes 12%\n');
    expect(await ledger('terms', 'list')).toMatch(/│ plixo +│ 2 +│ 2026-02-01 │ all │ 2026-02-10T12:00:00.000Z │/);
  });
});
