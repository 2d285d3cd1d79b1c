import { setTimeout as sleep } from 'node:timers/promises';
import request from 'supertest';
import type { Offer } from '@ledger/runner/ledger-runtime';
import { startService, type StartedService } from '@ledger/service-kit/testing/start-service';
import { ReferralIntakeModule } from '../referral-intake.module';
import { ResumeApplications } from './resume-applications';

const PDF = Buffer.from('%PDF-1.4\na form\n%%EOF\n');
const ANSWERS = {
  ...{ name: 'Ann Alder', phone: '+49 221 4711', email: 'ann@alder.example', company: 'Alder GmbH' },
  ...{ verticals: ['Software'], regions: ['Europe'], coSell: 'We refer customers', complianceChecklist: true },
};
const RESELLER = {
  ...{
    name: 'Bob Birch',
    email: 'bob@birch.example',
    company: 'Alder',
    website: 'https://birch.example',
    country: 'DE',
  },
  ...{ industries: 'retail', regions: ['Europe'], tenantsFirstYear: 12, pipeline: 'three tenants' },
};

interface Draft {
  readonly program: string;
  readonly draft: string;
  readonly secret: string;
}

interface MailRow {
  readonly template: string;
  readonly values: { readonly path: string; readonly code?: string; readonly reason?: string };
}

describe('applications', () => {
  let service: StartedService;

  beforeAll(async () => {
    service = await startService([ReferralIntakeModule], { settings: { readAfterMs: 5_000 } });
    const start = { type: 'clock.advanced', time: '2026-03-06T15:00:00Z', data: {} };
    await service.feed(
      ['plixo', 'reseller', 'three-tier'].map((program) => ({
        ...{ specversion: '1.0', id: 'start', source: 'test', program, ...start },
      })),
    );
  });
  afterAll(() => service.stop());

  const http = () => request(service.url);
  const staff = (path: string, body: object) => http().post(path).set('Authorization', service.admin).send(body);
  const mails = async (program: string): Promise<MailRow[]> => {
    const sql = 'SELECT template, "values"::text AS values FROM desk.mails WHERE program = $1 ORDER BY about';
    const rows = await service.api.query<{ template: string; values: string }[]>(sql, [program]);
    return rows.map(({ template, values }) => ({ template, values: JSON.parse(values) as MailRow['values'] }));
  };

  async function begin(program: string, type: string): Promise<Draft> {
    const { status, body } = await http().post(`/v1/programs/${program}/application-drafts`).send({ type });
    expect(status).toBe(201);
    return { program, draft: body.draft, secret: body.secret };
  }
  const path = ({ program, draft }: Draft) => `/v1/programs/${program}/application-drafts/${draft}`;
  const write = (draft: Draft, answers: object, ifMatch = '*') =>
    http().put(path(draft)).set('Draft-Token', draft.secret).set('If-Match', ifMatch).send({ answers });
  const submit = (draft: Draft) =>
    http()
      .post(`${path(draft)}/submit`)
      .set('Draft-Token', draft.secret);
  const addFile = (draft: Draft, field = 'taxDocument', bytes = PDF) =>
    http()
      .post(`${path(draft)}/files`)
      .set('Draft-Token', draft.secret)
      .attach(field, bytes, 'W-9.pdf');

  it('are drafts behind a secret, written with their version', async () => {
    const draft = await begin('plixo', 'partner');
    const read = await http().get(path(draft)).set('Draft-Token', draft.secret);
    expect(read.headers['etag']).toBe('"1"');
    expect(read.body.steps.map(({ name }: { name: string }) => name)).toEqual(['company', 'coverage', 'tax']);
    expect((await http().get(path(draft))).status).toBe(401);
    expect((await http().get(path(draft)).set('Draft-Token', 'x')).status).toBe(404);
    const written = await write(draft, { name: 'Ann' }, '"1"');
    expect([written.status, written.headers['etag'], written.body.answers]).toEqual([200, '"2"', { name: 'Ann' }]);
    const late = await write(draft, { name: 'Eve' }, '"1"');
    expect([late.status, late.headers['etag']]).toEqual([412, '"2"']);
    expect((await http().put(path(draft)).set('Draft-Token', draft.secret).send({ answers: {} })).status).toBe(412);
    expect((await write(draft, { name: 'a\u0000' })).status).toBe(400);
    expect((await begin('plixo', 'partner')).draft).not.toBe(draft.draft);
    expect((await http().post('/v1/programs/plixo/application-drafts').send({ type: 'friend' })).status).toBe(400);
    expect((await http().post('/v1/programs/none/application-drafts').send({ type: 'partner' })).status).toBe(404);
  });

  it('have files by their bytes, which can be taken back', async () => {
    const draft = await begin('plixo', 'partner');
    const added = await addFile(draft);
    expect(added.body.files).toEqual([expect.objectContaining({ name: 'W-9.pdf', type: 'application/pdf', size: 22 })]);
    expect((await addFile(draft, 'taxDocument', Buffer.from('<html>'))).status).toBe(400);
    expect((await addFile(draft, 'company')).body.errors[0].field).toBe('company');
    const gone = await http()
      .delete(`${path(draft)}/files/${added.body.files[0].hash}`)
      .set('Draft-Token', draft.secret);
    expect(gone.body.files).toEqual([]);
    const [{ count }] = await service.api.query('SELECT count(*)::int AS count FROM desk.files');
    expect(count).toBe(0);
  });

  it('are submitted when they are whole, reviewed, asked for more and approved; the first person comes in once', async () => {
    const draft = await begin('plixo', 'partner');
    await write(draft, { ...ANSWERS, phone: '' });
    const incomplete = await submit(draft);
    expect(incomplete.status).toBe(400);
    expect(incomplete.body.errors).toEqual([
      { field: 'company.phone', detail: 'phone is missing' },
      { field: 'tax.taxDocument', detail: 'taxDocument is missing: add a file' },
    ]);
    await write(draft, ANSWERS);
    const { hash } = (await addFile(draft)).body.files[0];
    const submitted = await submit(draft);
    const { trackingId } = submitted.body;
    expect([submitted.status, trackingId]).toEqual([200, expect.stringMatching(/^PLX-.{4}-.{2}$/)]);
    expect((await submit(draft)).body).toEqual(submitted.body);
    expect((await write(draft, {})).status).toBe(409);

    const state = await http().get(`/v1/applications/${trackingId.toLowerCase()}`);
    expect(state.body).toEqual({
      ...{ trackingId, program: 'plixo', state: 'pending', submittedAt: '2026-03-06T15:00:00.000Z' },
      ...{ dueAt: '2026-03-10T15:00:00.000Z', decidedAt: null },
    });

    const base = `/v1/programs/plixo/applications/${trackingId}`;
    const asked = await staff(`${base}/ask`, { reason: 'please sign it' });
    expect([asked.status, asked.body.state]).toEqual([200, 'info_requested']);
    const link = (await mails('plixo')).find(({ template }) => template === 'application-info-requested');
    const again = { ...draft, secret: link?.values.path.split('#')[1] ?? '' };
    expect((await write(again, { ...ANSWERS, company: 'Alder AG' })).status).toBe(200);
    expect((await submit(again)).body).toEqual({ trackingId, state: 'submitted' });

    const shown = await http().get(base).set('Authorization', service.admin);
    expect(shown.body).toMatchObject({ company: 'Alder AG', overdue: false, answers: { phone: '+49 221 4711' } });
    const file = await http().get(`${base}/files/${hash}`).set('Authorization', service.admin);
    expect([file.headers['content-type'], file.headers['x-content-type-options']]).toEqual([
      'application/pdf',
      'nosniff',
    ]);
    expect(file.headers['content-disposition']).toContain('attachment; filename="W-9.pdf"');
    expect((await http().get(base).set('Authorization', service.finance)).status).toBe(403);

    const confirm = (body: object, bearer = service.finance) =>
      http().post(`${base}/files/${hash}/confirm-tax-form`).set('Authorization', bearer).send(body);
    expect((await confirm({ form: 'W-7', signedOn: '2026-02-01' })).status).toBe(400);
    const form = { form: 'W-9', signedOn: '2026-02-01' };
    expect((await confirm(form)).body).toEqual({ hash, ...form });
    expect((await confirm(form)).status).toBe(200);
    const recorded = service.runtime.entries.filter((entry) => JSON.stringify(entry, plain).includes('W-9'));
    expect(recorded.length).toBeGreaterThan(0);

    const approved = await staff(`${base}/approve`, {});
    expect(approved.body).toMatchObject({ state: 'approved', code: 'ALDER', promotion: null });
    expect((await staff(`${base}/approve`, {})).body).toMatchObject({ state: 'approved', code: 'ALDER' });
    expect((await staff(`${base}/reject`, { reason: 'no' })).status).toBe(409);
    const told = await mails('plixo');
    expect(told.map(({ template }) => template).sort()).toEqual([
      ...['application-approved', 'application-info-requested', 'application-received', 'application-received'],
    ]);
    const invitation = told.find(({ template }) => template === 'application-approved')?.values.path.split('#')[1];
    const redeemed = await http().post('/v1/invitations/redeem').send({ invitation });
    expect(redeemed.body).toMatchObject({ program: 'plixo', partner: shown.body.partner });
    expect((await http().post('/v1/invitations/redeem').send({ invitation })).status).toBe(410);
    const own = await http().get('/api/partner/tokens').set('Authorization', `Bearer ${redeemed.body.token}`);
    expect(own.status).toBe(200);
  });

  it('are in the queue with those first that are due first, also as CSV', async () => {
    const { body } = await http().get('/v1/programs/plixo/applications?limit=1').set('Authorization', service.admin);
    expect(body).toMatchObject({ program: 'plixo', items: [{ state: 'approved', company: 'Alder AG' }], next: null });
    const csv = await http().get('/v1/programs/plixo/applications.csv').set('Authorization', service.admin);
    expect(csv.text.split('\n')[0]).toMatch(/^program,trackingId,partner,type,state,name/);
    const none = await http().get('/v1/programs/plixo/applications?overdue=true').set('Authorization', service.admin);
    expect(none.body.items).toEqual([]);
  });

  it('take the slots of a promotion, and codes that nobody has', async () => {
    await projecting(async () => {
      for (const slot of [1, 2]) {
        const draft = await begin('reseller', 'reseller');
        await write(draft, RESELLER);
        const { trackingId } = (await submit(draft)).body;
        const { body } = await staff(`/v1/programs/reseller/applications/${trackingId}/approve`, {});
        expect(body.promotion).toEqual({ promotion: 'launch', rate: '0.5', slot });
        expect(body.code).toBe(slot === 1 ? 'ALDER' : 'ALDER2');
      }
    });
    const { body } = await http().get('/v1/programs/reseller/promotions');
    expect(body.items).toEqual([{ name: 'launch', rate: '0.5', slots: 3, taken: 2, left: 1 }]);
  });

  it.each([
    ['submit', 'before', 1],
    ['submit', 'after', 1],
    ['approve', 'before', 1],
    ['approve', 'after', 1],
    ['approve', 'before', 2],
    ['approve', 'after', 2],
  ] as const)('are carried to their end by another process when %s dies %s fact %i', async (step, dies, nth) => {
    const draft = await begin('reseller', 'reseller');
    const company = `${nth}${dies}${step}`;
    await write(draft, { ...RESELLER, email: `${company}@birch.example`, company });
    const approve = async () => staff(`/v1/programs/reseller/applications/${await idOf(draft)}/approve`, {});
    if (step === 'approve') await submit(draft);
    const died = await dyingAt(nth, dies, () => (step === 'submit' ? submit(draft) : approve()));
    expect(died.status).toBe(500);

    const before = service.runtime.entries.length;
    await service.app.get(ResumeApplications).resume(new Date(Date.now() + 1_000));
    expect(service.runtime.entries.length > before).toBe(
      step === 'approve' ? nth === 1 || dies === 'before' : dies === 'before',
    );
    const [row] = await service.api.query('SELECT * FROM desk.applications WHERE id = $1', [draft.draft]);
    expect(row).toMatchObject({ state: step === 'submit' ? 'submitted' : 'approved', pending: null });
    const count = async (sql: string, of: string) => (await service.api.query<object[]>(sql, [of])).length;
    expect(await count('SELECT 1 FROM desk.mails WHERE about LIKE $1', `${row.tracking_id} ${step} %`)).toBe(1);
    if (step === 'submit') return;
    expect(row.code).toBe(company.toUpperCase().slice(0, 12));
    expect(await count('SELECT 1 FROM desk.memberships WHERE partner = $1', row.partner)).toBe(1);
    expect(await count('SELECT 1 FROM desk.invitations WHERE partner = $1', row.partner)).toBe(1);
    expect(await service.app.get(ResumeApplications).resume(new Date(Date.now() + 1_000))).toBe(0);
  });

  it('that the gate refuses to approve stand as they did', async () => {
    const draft = await begin('three-tier', 'partner');
    const { industries: _i, regions: _r, tenantsFirstYear: _t, pipeline: _p, ...company } = RESELLER;
    await write(draft, { ...company, model: 'We refer customers', signatory: 'Bob', agreement: true, size: 3 });
    expect((await submit(draft)).body.errors).toEqual([{ field: 'size', detail: 'size is no field of the form' }]);
    await write(draft, { ...company, model: 'We refer customers', signatory: 'Bob', agreement: true });
    const { trackingId } = (await submit(draft)).body;
    const base = `/v1/programs/three-tier/applications/${trackingId}`;
    const refused = await staff(`${base}/approve`, {});
    expect([refused.status, refused.body.code]).toEqual([422, 'requirements_unmet']);
    const shown = await http().get(base).set('Authorization', service.admin);
    expect(shown.body.state).toBe('submitted');
    expect((await staff(`${base}/reject`, { reason: 'no onboarding' })).body).toMatchObject({ state: 'rejected' });
    expect((await http().get(`/v1/applications/${trackingId}`)).body.state).toBe('rejected');
  });

  async function idOf({ draft }: Draft): Promise<string> {
    const [row] = await service.api.query('SELECT tracking_id FROM desk.applications WHERE id = $1', [draft]);
    return row.tracking_id as string;
  }

  /** What a request answers whose process loses its way to the gate with a fact: before the gate has it, or after. */
  async function dyingAt<T>(nth: number, dies: 'before' | 'after', act: () => Promise<T>): Promise<T> {
    const { runtime } = service;
    const offer = runtime.offer.bind(runtime);
    let left = nth;
    runtime.offer = async (offers: readonly Offer[]) => {
      left -= 1;
      if (left === 0 && dies === 'before') throw new Error('killed');
      const answers = await offer(offers);
      if (left === 0) throw new Error('killed');
      return answers;
    };
    try {
      return await act();
    } finally {
      runtime.offer = offer;
    }
  }

  /** While it acts, the read models follow the log. */
  async function projecting<T>(act: () => Promise<T>): Promise<T> {
    let isOver = false;
    const follow = async () => {
      while (!isOver) await service.feed([]).then(() => sleep(20));
    };
    const following = follow();
    try {
      return await act();
    } finally {
      isOver = true;
      await following;
    }
  }
});

function plain(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? String(value) : value;
}
