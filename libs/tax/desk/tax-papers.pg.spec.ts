import { Pool } from 'pg';
import { instant } from '@ledger/kernel/instant';
import { migrate } from '@ledger/postgres/migrate';
import { freshDatabase, type FreshDatabase } from '../../../test/support/postgres';
import { addTaxForm, type FactVerdict } from '../forms/add-tax-form';
import { paperKeysOf } from '../sealing/paper-keys';
import { readTin, type TinKind } from '../tin/tax-number';
import { taxPapers } from './migrations/0001-tax-papers';
import { listAccesses } from './paper-access';
import { TaxFormDesk } from './tax-form-desk';
import { TaxNumberDesk } from './tax-number-desk';

const KEYS = paperKeysOf(Buffer.alloc(32, 3));
const PDF = Buffer.from('%PDF-1.7\nname: Ada Alder, 123-45-6789\n%%EOF\n');
const W9 = { program: 'plixo', partner: 'alder', form: 'W-9', signedOn: '2026-01-05' };
const ada = { by: 'ada', why: '1099 of 2026' };
const NOW = Date.UTC(2026, 1, 1);
const asked = (ms: number) => ({ by: 'ada', now: instant(NOW + ms) });

function tin(kind: TinKind, text: string, country = 'US') {
  const read = readTin(kind, country, text);
  if (!read.ok) throw new TypeError(read.why);
  return read.tin;
}

describe('tax papers in Postgres', () => {
  let database: FreshDatabase;
  let pool: Pool;
  let forms: TaxFormDesk;
  let tins: TaxNumberDesk;

  beforeAll(async () => {
    database = await freshDatabase();
    pool = new Pool({ connectionString: database.connectionString, max: 3 });
    pool.on('error', () => undefined);
    await migrate(pool, [taxPapers]);
    forms = new TaxFormDesk(pool, KEYS);
    tins = new TaxNumberDesk(pool, KEYS);
  });
  afterAll(async () => {
    await pool.end();
    await database.drop();
  });
  afterEach(() => pool.query('TRUNCATE personal_data.tax_forms, personal_data.tax_numbers, ledger_tax.accesses'));

  const accesses = async () =>
    (await listAccesses(pool, { limit: 99 })).map(({ what, partner, by, why }) => [what, partner, by, why]);

  it('are a form of which a second try records the very fact that the first was cut off before', async () => {
    const offered: object[] = [];
    const dying = addTaxForm(W9, PDF, asked(1_000), {
      desk: forms,
      offer: (event) => {
        offered.push(event);
        return Promise.reject(new Error('killed'));
      },
    });
    await expect(dying).rejects.toThrow('killed');
    const offer = (event: object): Promise<FactVerdict> => {
      offered.push(event);
      return Promise.resolve({ type: 'accepted' });
    };
    const again = await addTaxForm(W9, PDF, asked(2_000), { desk: forms, offer });
    const third = await addTaxForm(W9, PDF, asked(3_000), { desk: forms, offer });
    expect([again.state, third.state]).toEqual(['recorded', 'known']);
    expect(offered).toHaveLength(2);
    expect(offered[0]).toEqual(offered[1]);
    expect(offered[0]).toMatchObject({ time: '2026-02-01T00:00:01.000Z', data: { partner: 'alder', form: 'W-9' } });
    expect(await accesses()).toEqual([['form_added', 'alder', 'ada', null]]);
  });

  it('are no form that the gate refuses: it is dropped, and a later try begins anew', async () => {
    const origins: string[] = [];
    const refuse = (_event: object, origin: string): Promise<FactVerdict> => {
      origins.push(origin);
      return Promise.resolve({ type: 'rejected', code: 'unknown_partner', detail: 'alder' });
    };
    for (const now of [1, 2]) {
      expect(await addTaxForm(W9, PDF, asked(now), { desk: forms, offer: refuse })).toEqual({
        state: 'refused',
        code: 'unknown_partner',
        detail: 'alder',
      });
    }
    expect(new Set(origins).size).toBe(2);
    const early = await addTaxForm({ ...W9, signedOn: '2026-02-02' }, PDF, asked(0), { desk: forms, offer: refuse });
    expect(early).toMatchObject({ state: 'refused', code: 'signed_in_the_future' });
    expect(await forms.list('plixo', null)).toEqual([]);
  });

  it('come out again as they went in, and that they did is noted before', async () => {
    const offer = () => Promise.resolve<FactVerdict>({ type: 'accepted' });
    const added = await addTaxForm(W9, PDF, asked(1), { desk: forms, offer });
    if (added.state === 'refused') throw new TypeError(added.code);
    expect(await forms.download(added.form, ada)).toEqual(PDF);
    await pool.query("UPDATE personal_data.tax_forms SET sealed = '\\x00'");
    await expect(forms.download(added.form, { by: 'eve', why: 'curious' })).rejects.toThrow();
    expect((await accesses()).map(([what, , by]) => [what, by])).toEqual([
      ['form_downloaded', 'eve'],
      ['form_downloaded', 'ada'],
      ['form_added', 'ada'],
    ]);
  });

  it('are numbers of which the last four are shown, and the whole is revealed and noted', async () => {
    const alder = { program: 'plixo', partner: 'alder' };
    await tins.set(alder, tin('SSN', '123-45-6789'), { by: 'ada', why: null });
    expect(await tins.show(alder)).toMatchObject({ kind: 'SSN', ending: '6789', setBy: 'ada' });
    expect(await tins.reveal(alder, ada)).toEqual({ kind: 'SSN', country: 'US', number: '123456789' });
    expect(await tins.reveal({ program: 'plixo', partner: 'nobody' }, ada)).toBeNull();
    expect(await accesses()).toEqual([
      ['tin_revealed', 'alder', 'ada', '1099 of 2026'],
      ['tin_set', 'alder', 'ada', null],
    ]);
  });

  it('are numbers of which equal ones are found at other partners, whatever they are called', async () => {
    const by = { by: 'ada', why: null };
    await tins.set({ program: 'plixo', partner: 'a' }, tin('SSN', '123-45-6789'), by);
    await tins.set({ program: 'reseller', partner: 'b' }, tin('EIN', '12-3456789'), by);
    await tins.set({ program: 'plixo', partner: 'c' }, tin('foreign', '123456789', 'DE'), by);
    await tins.set({ program: 'reseller', partner: 'a' }, tin('SSN', '123-45-6788'), by);
    expect(await tins.alike({ program: 'plixo', partner: 'a' })).toEqual([{ program: 'reseller', partner: 'b' }]);
    expect(await tins.alike({ program: 'plixo', partner: 'c' })).toEqual([]);
    expect(await tins.shared()).toEqual([
      [
        { program: 'plixo', partner: 'a' },
        { program: 'reseller', partner: 'b' },
      ],
    ]);
  });

  it('are nowhere in clear, and of no use in another partner’s row', async () => {
    await addTaxForm(W9, PDF, asked(1), { desk: forms, offer: () => Promise.resolve({ type: 'accepted' }) });
    await tins.set({ program: 'plixo', partner: 'a' }, tin('SSN', '123-45-6789'), { by: 'ada', why: null });
    const { rows } = await pool.query<{ text: string }>(
      `SELECT encode(sealed, 'escape') || t::text AS text FROM personal_data.tax_forms t
       UNION ALL SELECT encode(sealed, 'escape') || t::text FROM personal_data.tax_numbers t`,
    );
    expect(rows).toHaveLength(2);
    for (const { text } of rows) expect(text).not.toMatch(/Alder|123-?45-?6789/);
    await pool.query("UPDATE personal_data.tax_numbers SET partner = 'b'");
    await expect(tins.reveal({ program: 'plixo', partner: 'b' }, ada)).rejects.toThrow();
  });
});
