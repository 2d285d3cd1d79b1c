import request from 'supertest';
import { addOwner } from '@ledger/desk/invitations/invite';
import { issuePersonToken } from '@ledger/desk/people/person-tokens';
import { startService, type StartedService } from '@ledger/service-kit/testing/start-service';
import { ReferralIntakeModule } from '../referral-intake.module';

const LISTING = {
  ...{ name: 'Alder', region: 'Europe', languages: ['en', 'de'], website: 'https://alder.example', about: 'Telephony' },
};

/** Partners who enrol themselves, the directory and who gives support: the program that has all of it. */
describe('a program that partners join by themselves', () => {
  let service: StartedService;

  beforeAll(async () => {
    service = await startService([ReferralIntakeModule]);
    const said = (id: string, type: string, data: object) => ({
      ...{ specversion: '1.0', id, source: 'test', type, time: '2026-03-06T15:00:00Z', program: 'odoopbx', data },
    });
    await service.feed([
      said('1', 'partner.applied', { partner: 'alder', type: 'partner' }),
      said('2', 'partner.approved', { partner: 'alder' }),
      said('3', 'link.created', { partner: 'alder', code: 'A' }),
      said('4', 'customer.signed_up', { customer: 'c1', referralCode: 'A' }),
      said('5', 'contract.signed', { customer: 'c1' }),
      said('6', 'customer.signed_up', { customer: 'c2' }),
      said('7', 'contract.signed', { customer: 'c2' }),
      said('8', 'partner.enrolled', { partner: 'elm', type: 'referral' }),
      said('9', 'link.created', { partner: 'elm', code: 'E' }),
      said('10', 'customer.signed_up', { customer: 'c3', referralCode: 'E' }),
      said('11', 'contract.signed', { customer: 'c3' }),
    ]);
  });
  afterAll(() => service.stop());

  const http = () => request(service.url);
  const staff = (path: string) => http().get(path).set('Authorization', service.admin);
  const enrol = (email: string, more: object = {}) =>
    http()
      .post('/v1/programs/odoopbx/enrolments')
      .send({ type: 'referral', email, ...more });

  /** The id and the secret of the link that was sent to an address. */
  async function linkTo(address: string): Promise<readonly [string, string]> {
    const sql = 'SELECT "values" FROM desk.mails WHERE address = $1';
    const [row] = await service.api.query<{ values: string }[]>(sql, [address]);
    const { path } = JSON.parse(row?.values ?? '{}') as { path: string };
    const [place = '', secret = ''] = path.split('#');
    return [place.split('/').at(-1) ?? '', secret];
  }
  const verify = (id: string, secret: string) =>
    http().post(`/v1/programs/odoopbx/enrolments/${id}/verify`).send({ secret });

  it('lets them in by a link that was sent to their e-mail, once', async () => {
    const begun = await enrol('fay@fir.example', { name: 'Fay', company: 'Fir Ltd' });
    expect([begun.status, begun.body]).toEqual([202, { state: 'verification_sent' }]);
    const [id, secret] = await linkTo('fay@fir.example');
    expect((await verify(id, 'wrong')).status).toBe(404);
    const enrolled = await verify(id, secret);
    expect(enrolled.body).toMatchObject({ program: 'odoopbx', code: 'FIR', partner: expect.stringMatching(/^par_/) });
    expect((await verify(id, secret)).status).toBe(410);
    const own = await http().get('/api/partner/tokens').set('Authorization', `Bearer ${enrolled.body.token}`);
    expect(own.status).toBe(200);
  });

  it('completes what was cut off behind the fact when the link is opened again', async () => {
    await enrol('gil@gum.example');
    const [id, secret] = await linkTo('gil@gum.example');
    const { runtime } = service;
    const offer = runtime.offer.bind(runtime);
    runtime.offer = async (offers) => {
      await offer(offers);
      throw new Error('killed');
    };
    expect((await verify(id, secret)).status).toBe(500);
    runtime.offer = offer;
    const enrolled = await verify(id, secret);
    expect([enrolled.status, enrolled.body.code]).toEqual([200, `P${id.slice(-8).toUpperCase()}`]);
  });

  it('takes so many from one address in a day, and only types that enrol themselves', async () => {
    expect((await enrol('a@b.example', { type: 'partner' })).status).toBe(400);
    expect((await enrol('nobody')).status).toBe(400);
    const answers = [];
    for (const nth of [3, 4, 5, 6]) answers.push((await enrol(`n${nth}@many.example`)).status);
    expect(answers).toEqual([202, 202, 202, 429]);
  });

  it('lists partners who say so, once staff have approved it, of types that are listed', async () => {
    const owner = await tokenOf('alder');
    const put = (bearer: string, body: object) =>
      http().put('/api/partner/directory').set('Authorization', bearer).send(body);
    expect((await put(owner, { ...LISTING, website: 'javascript:1' })).status).toBe(400);
    expect((await put(owner, LISTING)).body).toMatchObject({ proposed: LISTING, listed: null });
    expect((await put(await tokenOf('elm'), LISTING)).status).toBe(409);
    expect((await http().get('/v1/programs/odoopbx/directory')).body.items).toEqual([]);
    const approve = () =>
      http().post('/v1/programs/odoopbx/directory-entries/alder/approve').set('Authorization', service.admin);
    expect((await approve()).body).toMatchObject({ proposed: null, listed: LISTING });
    expect((await approve()).status).toBe(409);
    expect((await http().get('/v1/programs/odoopbx/directory')).body.items).toEqual([LISTING]);
    await put(owner, { ...LISTING, about: 'Better telephony' });
    const declined = await http()
      .post('/v1/programs/odoopbx/directory-entries/alder/decline')
      .set('Authorization', service.admin)
      .send({ reason: 'better than what?' });
    expect(declined.body).toMatchObject({ proposed: null, listed: LISTING, reason: 'better than what?' });
    await http().delete('/api/partner/directory').set('Authorization', owner);
    expect((await http().get('/v1/programs/odoopbx/directory')).body.items).toEqual([]);
  });

  it('says who gives first-line support', async () => {
    const route = async (customer: string) => {
      const { body } = await staff(`/v1/programs/odoopbx/support-route?customer=${customer}`);
      return [body.firstLine, body.partner];
    };
    expect(await route('c1')).toEqual(['partner', 'alder']);
    expect([await route('c2'), await route('c3'), await route('c9')]).toEqual(Array(3).fill(['company', null]));
  });

  async function tokenOf(partner: string): Promise<string> {
    const { manager } = service.api;
    const who = { program: 'odoopbx', partner, email: `${partner}@x.example`, name: null, locale: 'en', by: 'test' };
    const person = await addOwner(manager, who);
    return `Bearer ${(await issuePersonToken(manager, { person, name: 'test', expiresAt: null, by: 'test' })).text}`;
  }
});
