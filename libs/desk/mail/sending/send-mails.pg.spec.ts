import { migrate } from '@ledger/postgres/migrate';
import { Pool } from 'pg';
import { DataSource } from 'typeorm';
import { freshDatabase, type FreshDatabase } from '../../../../test/support/postgres';
import { enqueueMail } from '../enqueue-mail';
import { countMails, listMails, retryMails } from '../list-mails';
import { Mail } from '../mail.entity';
import { outbox } from '../migrations/0001-outbox';
import { NO_OWN_MAILS } from '../templates/mail-sources';
import { smtpOnLoopback, type LoopbackSmtp } from '../../../../test/support/smtp-on-loopback';
import { Outbox } from './outbox';
import { postBySmtp } from './post-mail';
import { sendMails } from './send-mails';

const ALL = { program: null, state: null, limit: 50, before: null } as const;

describe('the mails of the outbox', () => {
  let database: FreshDatabase;
  let pool: Pool;
  let source: DataSource;
  let smtp: LoopbackSmtp;
  let held: boolean;

  beforeEach(async () => {
    database = await freshDatabase();
    pool = new Pool({ connectionString: database.connectionString });
    await migrate(pool, [outbox]);
    source = await new DataSource({ type: 'postgres', url: database.connectionString, entities: [Mail] }).initialize();
    smtp = await smtpOnLoopback();
    held = false;
  });

  afterEach(async () => {
    await smtp.close();
    await source.destroy();
    await pool.end();
    await database.drop();
  });

  function enqueue(to: string, about = 'fact-1', name: string | null = 'Ann') {
    const values = { name, path: '/statements/2026-03', month: '2026-03' };
    const mail = { program: 'plixo', template: 'statement-ready', to, locale: 'en', values, about } as const;
    return source.transaction((manager) => enqueueMail(manager, mail));
  }

  /** Sends by the server until a condition holds. */
  async function sendUntil(holds: () => Promise<boolean>, url = smtp.url): Promise<void> {
    const stopping = new AbortController();
    const sending = sendMails(
      {
        outbox: new Outbox(pool),
        post: postBySmtp({ url, from: 'Partners <partners@ledger.example>' }),
        own: NO_OWN_MAILS,
        baseUrl: 'https://partners.example',
        domain: 'ledger.example',
        warn: (line) => warned.push(line),
        now: () => new Date(),
        maySend: () => Promise.resolve(!held),
        pollMs: 20,
      },
      stopping.signal,
    );
    const warned: string[] = [];
    const until = Date.now() + 10_000;
    while (!(await holds()) && Date.now() < until) await new Promise((resolve) => setTimeout(resolve, 20));
    stopping.abort();
    await sending;
    expect(warned).toEqual([]);
  }

  const stateOf = async (address: string) =>
    (await listMails((sql, parameters) => pool.query(sql, parameters), ALL)).find((mail) => mail.address === address);
  const isIn = (address: string, state: string) => async () => (await stateOf(address))?.state === state;
  const header = (of: string, name: string) => new RegExp(`^${name}: (.*)$`, 'im').exec(of)?.[1]?.trim();

  it('go out with text and HTML, once for one fact, template and address, and keep no secrets', async () => {
    await enqueue('ann@example.com');
    await enqueue(' Ann@EXAMPLE.com');
    await enqueue('ann@example.com', 'fact-2');
    await sendUntil(async () => (await countMails(pool)).sent === 2);
    expect(smtp.taken.map(({ to }) => to)).toEqual(['ann@example.com', 'ann@example.com']);
    const message = smtp.taken[0]?.source ?? '';
    expect(header(message, 'From')).toBe('Partners <partners@ledger.example>');
    expect(header(message, 'Subject')).toBe('plixo: your statement of 2026-03');
    expect(header(message, 'Auto-Submitted')).toBe('auto-generated');
    expect(message).toContain('https://partners.example/statements/2026-03');
    expect(message).toMatch(/multipart\/alternative[^]*text\/plain[^]*text\/html/);
    const { rows } = await pool.query('SELECT "values" FROM desk.mails');
    expect(rows).toEqual([{ values: null }, { values: null }]);
  });

  it('are there only where what they tell is', async () => {
    const failing = source.transaction(async (manager) => {
      const values = { name: null, path: '/s', month: '2026-03' };
      await enqueueMail(manager, {
        program: 'plixo',
        template: 'statement-ready',
        to: 'ann@example.com',
        locale: 'de',
        values,
        about: 'f',
      });
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await listMails((sql, parameters) => pool.query(sql, parameters), ALL)).toEqual([]);
  });

  it('that are refused for good end with the reason, others wait, and neither stops the rest', async () => {
    for (const to of ['gone@example.com', 'later@example.com', 'no address', 'bob@example.com']) await enqueue(to);
    await sendUntil(
      async () => (await isIn('bob@example.com', 'sent')()) && (await isIn('gone@example.com', 'refused')()),
    );
    expect(await stateOf('gone@example.com')).toMatchObject({
      reason: expect.stringContaining('550 5.1.1 … is not here'),
    });
    expect(await stateOf('no address')).toMatchObject({ state: 'refused', reason: 'this is no address of a mailbox' });
    expect(await stateOf('later@example.com')).toMatchObject({ state: 'waiting', attempts: 1 });
    expect((await stateOf('later@example.com'))?.reason).toContain('451');
  });

  it('with an unclear answer go out again under the same Message-ID', async () => {
    await enqueue('cut@example.com');
    await sendUntil(() => Promise.resolve(smtp.cuts === 1 && smtp.taken.length === 1));
    expect(await stateOf('cut@example.com')).toMatchObject({ state: 'waiting', attempts: 1 });
    await pool.query('UPDATE desk.mails SET next_at = clock_timestamp()');
    await sendUntil(isIn('cut@example.com', 'sent'));
    const ids = smtp.taken.map(({ source: message }) => header(message, 'Message-ID'));
    expect(ids).toHaveLength(2);
    expect(new Set(ids)).toEqual(new Set([expect.stringMatching(/^<[0-9a-f-]{36}@ledger\.example>$/)]));
  });

  it('wait while nothing may be sent, and while there is no server', async () => {
    await enqueue('ann@example.com');
    held = true;
    await sendUntil(() => new Promise((resolve) => setTimeout(resolve, 200, true)));
    expect([smtp.taken, await stateOf('ann@example.com')]).toMatchObject([[], { state: 'waiting', attempts: 0 }]);
    held = false;
    await sendUntil(async () => ((await stateOf('ann@example.com'))?.attempts ?? 0) > 0, 'smtp://127.0.0.1:1');
    expect(await stateOf('ann@example.com')).toMatchObject({
      state: 'waiting',
      reason: expect.stringContaining('ECONNREFUSED'),
    });
  });

  it('that nobody wants to read any more are given up, and sent when somebody asks for it', async () => {
    await enqueue('ann@example.com');
    await pool.query(`UPDATE desk.mails SET queued_at = clock_timestamp() - interval '8 days'`);
    await sendUntil(isIn('ann@example.com', 'given_up'));
    expect(smtp.taken).toEqual([]);
    expect(await retryMails(pool, null)).toBe(1);
    await sendUntil(isIn('ann@example.com', 'sent'));
    expect(smtp.taken).toHaveLength(1);
    expect(await retryMails(pool, null)).toBe(0);
  });

  it('have no header that somebody typed', async () => {
    await enqueue(
      'ann@example.com',
      'fact-1',
      'Ann\r\nBcc: evil@example.com\r\n\r\n\u202E<b>x</b>' + 'n'.repeat(10_000),
    );
    await sendUntil(isIn('ann@example.com', 'sent'));
    const message = smtp.taken[0]?.source ?? '';
    expect(message.slice(0, message.indexOf('\r\n\r\n'))).not.toMatch(/bcc|evil/i);
    expect(message.slice(message.indexOf('<!doctype html>'))).not.toContain('<b>');
    expect(message.length).toBeLessThan(6_000);
    expect(smtp.taken).toHaveLength(1);
  });
});
