import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from 'pg';
import request from 'supertest';
import { issueToken } from '@ledger/service-kit/access/issue-token';
import { apiDataSource } from '@ledger/service-kit/access/api-data-source';
import { partner, taxForm } from '../rules/facts';
import { given } from '../rules/given';
import { waitUntil } from '../support/wait-until';
import { dumpDatabase } from '../upgrade/dump-database';
import { adminToken, LedgerProcess, ledgerPlace, runLedger, type LedgerPlace } from './ledger-process';
import { sendLines } from './send-events';

jest.setTimeout(120_000);

const PDF = Buffer.from('%PDF-1.7\nname: Ada Alder, 123-45-6789\n%%EOF\n');
const FORMS = '/v1/programs/plixo/partners/alder/tax-forms';

describe('tax forms and numbers of a ledger that runs', () => {
  let place: LedgerPlace;
  let ledger: LedgerProcess;
  let url: string;
  let tokens: Record<'admin' | 'finance' | 'ingest', string>;

  beforeAll(async () => {
    place = await ledgerPlace();
    const admin = await adminToken(place);
    tokens = { admin, ...(await otherTokens(place)) };
    ledger = await LedgerProcess.start(place, { LEDGER_LOG_LEVEL: 'trace' });
    url = await ledger.url();
    const history = given('plixo', partner('alder', '2026-01-01'), partner('birch', '2026-01-01'));
    const events = history.when(taxForm('birch', '2026-03-01', 'W-9', '2026-02-01')).events();
    await sendLines(
      url,
      admin,
      events.map((event) => JSON.stringify(event)),
      10,
    );
    const shown = async () => (await get(FORMS.replace('alder', 'birch'))).text.includes('W-9');
    await waitUntil('the last of it is shown', shown);
  });
  afterAll(async () => {
    await ledger.interrupt();
    await place.remove();
  });

  const get = (path: string, token = tokens.finance) => request(url).get(path).auth(token, { type: 'bearer' });
  const add = (
    body: Buffer,
    { token = tokens.finance, type = 'application/pdf', path = FORMS, signedOn = '2026-02-03' } = {},
  ) =>
    request(url).post(path).query({ form: 'W-8BEN', signedOn }).auth(token, { type: 'bearer' }).type(type).send(body);
  const tax = (...args: string[]) => runLedger(['tax', ...args], place);
  const alder = ['--program', 'plixo', '--partner', 'alder'];

  it('takes a form by HTTP, once, and gives it back to who says why', async () => {
    const first = await add(PDF);
    const again = await add(PDF);
    expect(first.status).toBe(201);
    expect(first.body).toMatchObject({ state: 'recorded', form: 'W-8BEN', validThrough: '2029-12-31' });
    expect(again.body).toEqual({ ...(first.body as object), state: 'known' });
    const { id } = first.body as { readonly id: string };
    const listed = await get(FORMS).query({ after: '0' });
    expect(listed.body).toEqual({
      program: 'plixo',
      partner: 'alder',
      needed: false,
      items: [
        {
          form: 'W-8BEN',
          state: 'valid',
          validThrough: '2029-12-31',
          recordedAt: '2026-03-01T00:00:00.000Z',
          id,
          signedOn: '2026-02-03',
        },
      ],
    });
    const file = await get(`${FORMS}/${id}/file`).set('Access-Reason', 'audit');
    expect([file.status, file.headers['content-type'], file.headers['x-content-type-options']]).toEqual([
      200,
      'application/pdf',
      'nosniff',
    ]);
    expect(file.body).toEqual(PDF);
    expect((await get(`${FORMS}/${id}/file`)).status).toBe(400);
    expect((await get(`${FORMS.replace('alder', 'birch')}/${id}/file`).set('Access-Reason', 'x')).status).toBe(404);
    const { stdout } = await tax('accesses', '--format', 'json');
    const accesses = JSON.parse(stdout) as { what: string; why: string | null }[];
    expect(accesses.map(({ what, why }) => [what, why])).toEqual([
      ['form_downloaded', 'audit'],
      ['form_added', null],
    ]);
  });

  it('refuses what is no form, no partner, and who may not', async () => {
    const answers = await Promise.all([
      add(Buffer.from('\x89PNG')),
      add(PDF, { type: 'image/png' }),
      add(Buffer.concat([PDF, Buffer.alloc(5_000_000, 'x'), PDF])),
      add(PDF, { path: FORMS.replace('alder', 'nobody') }),
      add(PDF, { path: FORMS.replace('plixo', 'nowhere') }),
      add(PDF, { token: tokens.ingest }),
      add(PDF, { token: 'ledger_admin_x_y' }),
      add(PDF, { signedOn: '2026-02-30' }),
      add(PDF, { signedOn: '2026-03-05' }),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([400, 415, 413, 404, 404, 403, 401, 400, 400]);
    expect(answers.at(-1)?.body).toMatchObject({ code: 'signed_in_the_future' });
  });

  it('keeps numbers that nobody finds in its logs, its streams or its tables', async () => {
    const file = join(place.dataDir, 'number.txt');
    await writeFile(file, '123-45-6789\n');
    const set = await tax('tin', 'set', ...alder, '--kind', 'SSN', '--by', 'ada', '--file', file);
    expect(set.stdout).toBe('the tax number of alder in plixo is set: SSN …6789\n');
    await writeFile(file, '900-45-6789\n');
    const wrong = await tax('tin', 'set', ...alder, '--kind', 'SSN', '--by', 'ada', '--file', file);
    const shown = await tax('tin', 'show', ...alder);
    const revealed = await tax('tin', 'reveal', ...alder, '--by', 'bob', '--why', '1099');
    expect([wrong.status, revealed.stdout]).toEqual([2, '123-45-6789\n']);
    const client = new Client({ connectionString: place.connectionString });
    await client.connect();
    const dump = await dumpDatabase(client);
    await client.end();
    const everywhere = [dump, ledger.printed, set.stderr, wrong.stderr, wrong.stdout, shown.stdout, revealed.stderr];
    const inHex = ['123-45-6789', '123456789', 'Ada Alder'].map((text) => Buffer.from(text).toString('hex'));
    expect(dump).toContain('tin_revealed');
    for (const text of everywhere)
      expect(text).not.toMatch(new RegExp(`(123|900)-?45-?6789|Ada Alder|${inHex.join('|')}`));
  });

  it('shows who has no form and needs one, and writes a form to a new file alone', async () => {
    const list = JSON.parse((await tax('forms', 'list', '--format', 'json')).stdout) as {
      partner: string;
      file: null | { id: string };
    }[];
    expect(list.map(({ partner: name, file }) => [name, file !== null])).toEqual([
      ['alder', true],
      ['birch', false],
    ]);
    const id = list[0]?.file?.id ?? '';
    const out = join(place.dataDir, 'out.pdf');
    const download = ['forms', 'download', id, '--program', 'plixo', '--out', out, '--by', 'bob', '--why', 'audit'];
    expect((await tax(...download)).status).toBe(0);
    expect(await readFile(out)).toEqual(PDF);
    expect(await tax(...download)).toMatchObject({ status: 2, stderr: expect.stringContaining('EEXIST') as string });
  });
});

async function otherTokens({ connectionString }: LedgerPlace) {
  const api = await apiDataSource({ connectionString }).initialize();
  const finance = await issueToken(api, { kind: 'finance', topics: [], name: 'test' });
  const ingest = await issueToken(api, { kind: 'ingest', topics: ['partners'], name: 'test' });
  await api.destroy();
  return { finance: finance.text, ingest: ingest.text };
}
