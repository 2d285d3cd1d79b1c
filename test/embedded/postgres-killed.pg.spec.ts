import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { superuserConnectionString } from '@ledger/hosting/local-servers/postgres/server-logins';
import { waitUntil } from '../support/wait-until';

jest.setTimeout(180_000);

describe('a ledger whose embedded Postgres is killed', () => {
  let dataDir: string;
  let ledger: ChildProcess;
  let printed = '';

  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'ledger-killed-'));
    const main = ['--require', './test/support/run-typescript.cjs', 'apps/ledger/main.ts'];
    const args = [...main, 'start', '--empty', '--port', '0', '--data', dataDir];
    ledger = spawn(process.execPath, args, { env: { ...process.env, LEDGER_POSTGRES_URL: undefined } });
    for (const stream of [ledger.stdout, ledger.stderr])
      stream?.on('data', (text: Buffer) => (printed += text.toString()));
    await waitUntil('the ledger runs', () => Promise.resolve(printed.includes('The ledger runs')), 90_000);
  });

  // Whoever looks at a failure wants to know what the ledger said.
  const orWhatItSaid = async <T>(answer: Promise<T>): Promise<T> => {
    try {
      return await answer;
    } catch (cause) {
      await pause(500);
      const end = ledger.signalCode ?? ledger.exitCode ?? 'it still runs';
      throw new Error(`the ledger did not answer (its end: ${end}); it had printed:\n${printed}`, { cause });
    }
  };

  afterAll(async () => {
    if (ledger.exitCode === null) {
      ledger.kill('SIGINT');
      await once(ledger, 'exit');
    }
    await rm(dataDir, { recursive: true, force: true });
  });

  async function postmaster(): Promise<number> {
    const client = new Client(await superuserConnectionString(join(dataDir, 'postgres')));
    await client.connect();
    const { rows } = await client.query<{ folder: string }>("SELECT current_setting('data_directory') AS folder");
    await client.end();
    return Number((await readFile(join(rows[0]?.folder ?? '', 'postmaster.pid'), 'utf8')).split('\n')[0]);
  }

  it('answers 503 until it was started again, goes on, and has lost nothing', async () => {
    const { url } = JSON.parse(await readFile(join(dataDir, 'running.json'), 'utf8')) as { url: string };
    const token = /ledger_admin_\w+_[\w-]{43}/.exec(printed)?.[0] ?? '';
    const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/cloudevents+json' };
    const event = (id: string) => ({
      specversion: '1.0',
      id,
      source: 'test',
      type: 'partner.applied',
      time: '2026-01-01T00:00:00Z',
      program: 'plixo',
      data: { partner: id, type: 'partner', email: `${id}@partner.example` },
    });
    const send = (id: string) =>
      orWhatItSaid(fetch(`${url}/v1/events`, { method: 'POST', headers, body: JSON.stringify(event(id)) }));
    const partners = () => orWhatItSaid(fetch(`${url}/v1/programs/plixo/partners`, { headers }));
    expect(await (await send('before')).json()).toMatchObject({ verdict: 'accepted' });

    process.kill(await postmaster(), 'SIGKILL');

    const statuses: number[] = [];
    const deadline = Date.now() + 60_000;
    do {
      const answers = await Promise.all([partners(), send(`during${statuses.length}`)]);
      statuses.push(...answers.map(({ status }) => status));
      await pause(50);
    } while (statuses.slice(-6).some((status) => status !== 200) && Date.now() < deadline);
    expect(new Set(statuses)).toEqual(new Set([503, 200]));
    expect(statuses.slice(-6)).toEqual([200, 200, 200, 200, 200, 200]);
    expect(printed).toContain('The embedded Postgres had ended, and runs again.');
    expect(ledger.exitCode).toBeNull();

    expect(await (await send('after')).json()).toMatchObject({ verdict: 'accepted' });
    await waitUntil('the read models show what came after', async () =>
      (await (await partners()).text()).includes('after'),
    );
    expect(await (await partners()).text()).toContain('before');
    expect((await fetch(`${url}/readyz`)).status).toBe(200);
  });
});
