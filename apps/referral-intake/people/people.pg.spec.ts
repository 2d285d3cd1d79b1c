import { startService, type StartedService } from '@ledger/service-kit/testing/start-service';
import { ReferralIntakeModule } from '../referral-intake.module';

interface Answer {
  readonly status: number;
  readonly body: Record<string, unknown>;
}

describe('people of the staff', () => {
  let service: StartedService;

  beforeAll(async () => {
    service = await startService([ReferralIntakeModule]);
  });
  afterAll(() => service.stop());

  const ask = async (method: string, path: string, authorization: string, body?: object): Promise<Answer> => {
    const headers = { authorization, 'content-type': 'application/json' };
    const response = await fetch(`${service.url}${path}`, {
      ...{ method, headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: text === '' ? {} : (JSON.parse(text) as Record<string, unknown>) };
  };
  const add = async (email: string) => String((await ask('POST', '/v1/people', service.admin, { email })).body['id']);
  const tokenOf = async (person: string, more: object = {}) =>
    `Bearer ${String((await ask('POST', `/v1/people/${person}/tokens`, service.admin, { name: 'test', ...more })).body['token'])}`;

  it('a person is one for each e-mail, however it is typed, and facts name its id', async () => {
    const anna = await add('Anna+work@Example.com');
    expect(anna).toMatch(/^per_[0-9a-z]{16}$/);
    expect(await add(' anna@example.COM')).toBe(anna);
    const found = await ask('POST', '/v1/people/by/email', service.admin, { email: 'anna@example.com' });
    expect(found.body['id']).toBe(anna);
  });

  it('may do what its roles have the right for, in their programs, and is told which right it lacks', async () => {
    const ben = await add('ben@example.com');
    const token = await tokenOf(ben);
    expect((await ask('GET', '/v1/me', token)).status).toBe(403);
    await ask('PUT', `/v1/programs/plixo/staff/${ben}/roles/viewer`, service.admin);
    expect((await ask('GET', '/v1/me', token)).body['may']).toEqual([{ program: 'plixo', rights: ['read'] }]);
    expect((await ask('GET', '/v1/programs/plixo/rejected', token)).status).toBe(200);
    expect((await ask('GET', '/v1/programs/reseller/rejected', token)).status).toBe(404);
    const refused = await ask('GET', '/v1/programs/plixo/audit', token);
    expect(refused.status).toBe(403);
    expect(refused.body['detail']).toContain('needs the right read-audit: the role admin');
  });

  it('an admin of one program manages that one only', async () => {
    const cleo = await add('cleo@example.com');
    await ask('PUT', `/v1/programs/plixo/staff/${cleo}/roles/admin`, service.admin);
    const token = await tokenOf(cleo);
    const dora = await add('dora@example.com');
    expect((await ask('PUT', `/v1/programs/plixo/staff/${dora}/roles/finance`, token)).status).toBe(200);
    expect((await ask('PUT', `/v1/programs/reseller/staff/${dora}/roles/finance`, token)).status).toBe(404);
    const forAll = await ask('PUT', `/v1/people/${cleo}/roles/admin`, token);
    expect(forAll).toMatchObject({
      status: 403,
      body: { detail: expect.stringContaining('has the right in plixo only') },
    });
  });

  it('is let in by a token until it is revoked, expires, or the person is disabled', async () => {
    const emil = await add('emil@example.com');
    await ask('PUT', `/v1/people/${emil}/roles/viewer`, service.admin);
    const token = await tokenOf(emil);
    expect((await ask('GET', '/v1/me', token)).body['id']).toBe(emil);
    await ask('POST', `/v1/people/${emil}/disable`, service.admin);
    expect((await ask('GET', '/v1/me', token)).status).toBe(401);
    await ask('POST', `/v1/people/${emil}/enable`, service.admin);
    expect((await ask('GET', '/v1/me', token)).status).toBe(200);
    const { items } = (await ask('GET', `/v1/people/${emil}/tokens`, service.admin)).body as {
      items: { id: string; lastUsedAt: string | null }[];
    };
    expect(items[0]?.lastUsedAt).not.toBeNull();
    expect((await ask('DELETE', `/v1/people/${emil}/tokens/${items[0]?.id}`, service.admin)).status).toBe(204);
    expect((await ask('GET', '/v1/me', token)).status).toBe(401);
    const past = await ask('POST', `/v1/people/${emil}/tokens`, service.admin, {
      name: 'x',
      expiresAt: '2020-01-01T00:00:00Z',
    });
    expect(past.status).toBe(409);
  });

  it('a token typed wrongly, of another ledger, or two at once is 401', async () => {
    const token = await tokenOf(await add('finn@example.com'));
    for (const authorization of [`${token}x`, token.replace('plp_', 'plk_'), 'Bearer plp_nothing', 'Basic abc']) {
      expect((await ask('GET', '/v1/me', authorization)).status).toBe(401);
    }
    const both = await fetch(`${service.url}/v1/me`, { headers: { authorization: token, 'x-partner-token': 'plk_x' } });
    expect(both.status).toBe(401);
  });

  it('what staff do is written down, with what was so before and after, also what was refused by the rules', async () => {
    const gus = await add('gus@example.com');
    await ask('PUT', `/v1/programs/plixo/staff/${gus}/roles/sales`, service.admin);
    await ask('DELETE', `/v1/programs/plixo/staff/${gus}/roles/support`, service.admin);
    const { items } = (await ask('GET', '/v1/programs/plixo/audit?limit=2', service.admin)).body as { items: object[] };
    expect(items).toEqual([
      expect.objectContaining({
        method: 'DELETE',
        status: 404,
        params: { program: 'plixo', person: gus, role: 'support' },
      }),
      expect.objectContaining({
        ...{ method: 'PUT', status: 200, right: 'manage-people', program: 'plixo' },
        route: '/v1/programs/:program/staff/:person/roles/:role',
        before: { roles: [], memberships: [] },
        after: { roles: ['sales in plixo'], memberships: [] },
      }),
    ]);
    expect(JSON.stringify((await ask('GET', '/v1/audit', service.admin)).body)).not.toContain('@example.com');
  });

  it('only a partner that there is gets members, and is not left without an owner', async () => {
    const hana = await add('hana@example.com');
    const at = `/v1/programs/plixo/partners/alder/members/${hana}`;
    expect((await ask('PUT', at, service.admin, { role: 'owner' })).status).toBe(404);
    await service.feed([
      {
        ...{ specversion: '1.0', id: 'a1', source: 'test', type: 'partner.applied', program: 'plixo' },
        ...{ time: '2026-01-01T00:00:00Z', data: { partner: 'alder', type: 'partner' } },
      },
    ]);
    expect((await ask('PUT', at, service.admin, { role: 'owner' })).status).toBe(200);
    const ida = await add('ida@example.com');
    await ask('PUT', `/v1/programs/plixo/partners/alder/members/${ida}`, service.admin, { role: 'member' });
    expect((await ask('DELETE', at, service.admin)).status).toBe(409);
    const members = (await ask('GET', '/v1/programs/plixo/partners/alder/members', service.admin)).body;
    expect(members['items']).toHaveLength(2);
  });
});
