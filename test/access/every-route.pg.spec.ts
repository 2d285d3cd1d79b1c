import { STAFF_ROLES } from '@ledger/desk/people/roles';
import { memberHas, neededFor, PARTNER_RIGHTS, roleHas, scopesGive } from '@ledger/service-kit/access/rights';
import { openPlace, type Place } from './people-of-programs';
import { routesOf, type Route } from './routes-of';

jest.setTimeout(240_000);

/** Routes that ask for no token, each on purpose. A new one is added here, or it is not public. */
const PUBLIC: readonly string[] = [
  'DELETE /v1/programs/:program/application-drafts/:draft/files/:hash',
  'GET /healthz',
  'GET /metrics',
  'GET /r/:code',
  'GET /r/:program/:code',
  'GET /readyz',
  'GET /v1/applications/:trackingId',
  'GET /v1/programs/:program/application-drafts/:draft',
  'GET /v1/programs/:program/application-forms',
  'GET /v1/programs/:program/directory',
  'GET /v1/programs/:program/promotions',
  'POST /v1/invitations/redeem',
  'POST /v1/programs/:program/application-drafts',
  'POST /v1/programs/:program/application-drafts/:draft/files',
  'POST /v1/programs/:program/application-drafts/:draft/submit',
  'POST /v1/programs/:program/enrolments',
  'POST /v1/programs/:program/enrolments/:enrolment/verify',
  'POST /webhooks/paypal',
  'POST /webhooks/stripe',
  'PUT /v1/programs/:program/application-drafts/:draft',
];

/**
 * What a path may name, by what is partner p's of it: another partner asks for exactly these. A route with another kind of
 * name in its path has to say here what is p's, and in which program, where that is not plixo.
 */
const OF_P: Readonly<Record<string, string>> = {
  code: 'code-p',
  deal: 'deal-of-p',
  hash: '0'.repeat(64),
  month: '2026-01',
  number: 'PLIXO-2026-0001',
  payout: 'po-1',
  referral: 'lead-of-p',
};
const PROGRAM_OF: Readonly<Record<string, string>> = { conflict: 'plaidcloud', deal: 'plaidcloud' };

/** What is sent to routes that change what their path names, so that nothing but whose it is can be wrong; null: nothing. */
const SENT: Readonly<Record<string, object | null>> = {
  'DELETE /api/partner/tokens/:token': null,
  'POST /api/partner/conflicts/:conflict/messages': { words: 'Of whom is it?' },
  'POST /api/partner/deals/:deal/reregister': null,
  'POST /api/partner/links/:code/archive': null,
  'POST /api/partner/links/:code/restore': null,
  'POST /api/partner/tokens/:token/rotate': {},
};

/** Of paths of the staff: names of nothing that is there, beside program and partner. */
const PROGRAM = 'plixo';

/** What is in every answer to p that has something of it, and in none to q. */
const MARKS_OF_P = ['i1', 'po-1', '"partner":"p"', ',p,', 'code-p', 'p@example.com', 'token of p'];

let place: Place;
let routes: readonly Route[];

beforeAll(async () => {
  place = await openPlace({ tokenRequestsPerMinute: 1_000_000, publicRequestsPerMinute: 1_000_000 });
  routes = routesOf(place.service.app);
});
afterAll(() => place.service.stop());

const paramsOf = ({ path }: Route) => [...path.matchAll(/:(\w+)/g)].map(([, name = '']) => name);
const filled = ({ path }: Route, value: (name: string) => string) =>
  path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(value(name)));

it('every route is public, or says which right it asks of staff, or of partners', () => {
  expect(routes.length).toBeGreaterThan(80);
  for (const { name, isPublic, right, partnerRight } of routes) {
    const says = [isPublic, right !== undefined, partnerRight !== undefined].filter(Boolean).length;
    expect([name, says]).toEqual([name, 1]);
  }
});

it('public are those routes that are named here, and no other', () => {
  expect(routes.filter(({ isPublic }) => isPublic).map(({ name }) => name)).toEqual(PUBLIC);
});

it('partners’ routes are under /api/partner, and name neither program nor partner', () => {
  for (const { name, path, partnerRight } of routes) {
    expect([name, path.startsWith('/api/partner/')]).toEqual([name, partnerRight !== undefined]);
    if (partnerRight !== undefined) expect(path).not.toMatch(/:(program|partner)\b/);
  }
});

describe('a partner’s routes', () => {
  const ofPartners = () => routes.filter(({ partnerRight }) => partnerRight !== undefined);
  let ids: Readonly<Record<string, string>>;

  beforeAll(async () => {
    const body = { name: 'token of p', scopes: ['reports:read'] };
    const issued = await place.ask('POST', '/api/partner/tokens', await place.person('plixo', 'p'), body);
    const dispute = { customer: 'd', evidence: 'We brought it.' };
    const of = await place.person('plaidcloud', 'p');
    const disputed = await place.ask('POST', '/api/partner/attribution/disputes', of, dispute);
    expect(disputed.status).toBe(201);
    ids = { ...OF_P, token: String(issued.body['id']), conflict: String(disputed.body['conflict']) };
  });

  it('know what is p’s of every kind of name in their paths', () => {
    const kinds = new Set(ofPartners().flatMap(paramsOf));
    expect([...kinds].filter((kind) => ids[kind] === undefined)).toEqual([]);
    const changing = ofPartners().filter((route) => route.method !== 'GET' && paramsOf(route).length > 0);
    expect(changing.map(({ name }) => name).sort()).toEqual(Object.keys(SENT).sort());
  });

  it('answer another partner as if what is p’s were not there, or its own', async () => {
    const others = new Map<string, string>();
    for (const program of ['plixo', 'plaidcloud']) others.set(program, await place.person(program, 'q'));
    const namesake = await place.person('reseller', 'p');
    for (const route of ofPartners()) {
      const program =
        paramsOf(route)
          .map((name) => PROGRAM_OF[name])
          .find(Boolean) ?? 'plixo';
      const q = others.get(program)!;
      for (const who of [q, namesake]) {
        // That partner has a code of the same name.
        if (who === namesake && paramsOf(route).includes('code')) continue;
        const path = filled(route, (name) => ids[name] ?? 'none');
        const answer = await place.ask(route.method, path, who, SENT[route.name] ?? undefined);
        const allowed = paramsOf(route).some((name) => name !== 'month') ? [404] : [200, 400, 404];
        expect([route.name, answer.status, allowed.includes(answer.status)]).toEqual([route.name, answer.status, true]);
        const told = answer.status === 200 && who === q ? MARKS_OF_P.filter((mark) => answer.text.includes(mark)) : [];
        expect([route.name, told]).toEqual([route.name, []]);
      }
    }
    const tokens = await place.ask('GET', '/api/partner/tokens', await place.person('plixo', 'p'));
    expect(tokens.body['items']).toMatchObject([{ id: ids['token'], state: 'valid', replacedBy: null }]);
  });

  it('answer p with what is p’s, so that the marks would be seen', async () => {
    const p = await place.person('plixo', 'p');
    const told: string[] = [];
    for (const route of ofPartners().filter(({ method }) => method === 'GET')) {
      told.push(
        (
          await place.ask(
            'GET',
            filled(route, (name) => ids[name] ?? 'none'),
            p,
          )
        ).text,
      );
    }
    const seen = MARKS_OF_P.filter((mark) => told.some((text) => text.includes(mark)));
    expect(seen).toEqual(expect.arrayContaining(['i1', 'po-1', '"partner":"p"', ',p,', 'token of p']));
  });

  it('ask of each owner, member and scope exactly the right that the table has', async () => {
    const [owner, member] = [await place.person('plixo', 'p'), await place.person('plixo', 'p', 'member')];
    const machines = new Map(
      await Promise.all(
        (['leads:write', 'links:write', 'reports:read'] as const).map(
          async (scope) => [scope, await place.machine('plixo', 'p', [scope])] as const,
        ),
      ),
    );
    for (const route of ofPartners()) {
      const right = route.partnerRight!;
      const expected: [string, boolean][] = [
        [owner, memberHas('owner', right)],
        [member, memberHas('member', right)],
        ...[...machines].map(([scope, who]): [string, boolean] => [who, scopesGive([scope], right)]),
      ];
      for (const [who, may] of expected) {
        const { status, body } = await place.ask(
          route.method,
          filled(route, () => 'none'),
          who,
        );
        expect([route.name, status === 403]).toEqual([route.name, !may]);
        if (!may) expect(String(body['detail'])).toContain(`needs the right ${right}`);
      }
    }
    expect(Object.keys(PARTNER_RIGHTS).length).toBeGreaterThan(3);
  });
});

describe('the staff’s routes', () => {
  const ofStaff = () => routes.filter(({ right }) => right !== undefined);
  const path = (route: Route) => filled(route, (name) => ({ program: PROGRAM, partner: 'p' })[name] ?? 'none');

  it.each(STAFF_ROLES)('let the role %s do what the table says, and name the right else', async (role) => {
    const who = await place.staff(role);
    for (const route of ofStaff()) {
      const { status, body } = await place.ask(route.method, path(route), who);
      const may = roleHas(role, route.right!);
      expect([route.name, status === 401, status === 403]).toEqual([route.name, false, !may]);
      expect([route.name, status, status < 500 || status === 503]).toEqual([route.name, status, true]);
      if (!may) expect(String(body['detail'])).toContain(neededFor(route.right!));
    }
  });

  it('are not for partners, their people and their machines', async () => {
    for (const who of [await place.person('plixo', 'p'), await place.machine('plixo', 'p')]) {
      for (const route of ofStaff()) {
        const { status } = await place.ask(route.method, path(route), who);
        expect([route.name, status, [403, 404].includes(status)]).toEqual([route.name, status, true]);
      }
    }
  });

  it('are not there in a program that somebody of the staff is not in', async () => {
    const who = await place.staff('admin', 'reseller');
    for (const route of ofStaff()) {
      const { status } = await place.ask(route.method, path(route), who);
      const ofProgram = paramsOf(route).includes('program');
      if (ofProgram) expect([route.name, [403, 404].includes(status)]).toEqual([route.name, true]);
    }
  });

  it('and partners’, are for nobody without a token', async () => {
    for (const route of routes.filter(({ isPublic }) => !isPublic)) {
      const { status } = await place.ask(route.method, path(route), '');
      expect([route.name, status]).toEqual([route.name, 401]);
    }
  });
});
