import { AttributionModule } from '@apps/attribution/attribution.module';
import { CommissionModule } from '@apps/commission/commission.module';
import { PartnerStatusModule } from '@apps/partner-status/partner-status.module';
import { PayoutModule } from '@apps/payout/payout.module';
import { ReferralIntakeModule } from '@apps/referral-intake/referral-intake.module';
import { httpApiDocument } from '@tools/docs/http-api';
import type { StageService } from '@ledger/messaging/topics';
import { PROBLEMS, problemType } from '@ledger/service-kit/problems/problem-details';
import { projectFile } from './compose-file';

const MODULES = {
  'referral-intake': ReferralIntakeModule,
  attribution: AttributionModule,
  'partner-status': PartnerStatusModule,
  commission: CommissionModule,
  payout: PayoutModule,
} as const satisfies Record<StageService, object>;

interface Route {
  readonly pattern: RegExp;
  readonly service: string;
}

const config = projectFile('deploy', 'gateway', 'nginx.conf');
const [, routeMap = ''] = /^map \$request_uri \$service \{\n(.*?)^\}/ms.exec(config) ?? [];

/** The gateway's routes in their order: nginx takes the first whose expression matches the path as it was sent. */
const routes: Route[] = [...routeMap.matchAll(/^ {2}~(\S+) ([\w-]+);$/gm)].map(([, pattern = '', service = '']) => ({
  pattern: new RegExp(pattern),
  service,
}));

const serviceFor = (sent: string) => routes.find(({ pattern }) => pattern.test(sent))?.service;

it.each(Object.entries(MODULES))('the gateway sends every path of %s to it', async (service, module) => {
  const { paths } = (await httpApiDocument([module])) as { paths: object };
  const own = Object.keys(paths).filter((path) => path.startsWith('/v1/'));
  expect(own.length).toBeGreaterThan(0);
  for (const path of own) {
    // An encoded slash, also where what is behind it looks like another service's path, belongs to the id.
    for (const id of ['some-id', 'a%2Fb', 'a%2Fbalance', '%2Flines', 'a%3Fb']) {
      const asked = path.replaceAll(/\{\w+\}/g, id);
      for (const sent of [asked, `${asked}?limit=2&cursor=a/rejected`]) {
        expect({ sent, service: serviceFor(sent) }).toEqual({ sent, service });
      }
    }
  }
});

it('lets nothing else through: health, metrics and the services’ own pages stay inside', () => {
  expect(routes.length).toBeGreaterThanOrEqual(6);
  for (const path of ['/metrics', '/readyz', '/docs', '/v1', '/v1/programs/p/partners/x/lines/y', '/v1/eventsx']) {
    expect(serviceFor(path)).toBeUndefined();
    expect(serviceFor(`${path}?a=/v1/events`)).toBeUndefined();
  }
});

describe('what the gateway itself answers', () => {
  const answers = new Map(
    [
      ...config.matchAll(
        /location (@\w+) \{\s+add_header X-Request-Id \S+ always;\s+add_header Cache-Control no-store always;\s+return (\d+) '(.*)';/g,
      ),
    ].map(([, location = '', status = '', body = '']) => [location, { status: Number(status), body }]),
  );

  it.each([
    [404, 'not-found'],
    [413, 'too-large'],
    [502, null],
    [503, 'unavailable'],
    [504, null],
  ] as const)('is problem details for status %d', (status, kind) => {
    const [, location = ''] = new RegExp(`^ {2}error_page ${status} (@\\w+);$`, 'm').exec(config) ?? [];
    const answer = answers.get(location);
    expect(answer?.status).toBe(status);
    const named = answer?.body.replace('$instance', '/v1/x').replace('$request_name', 'id-1') ?? '';
    expect(named).not.toContain('$');
    const title = kind === null ? expect.stringMatching(/^[A-Z]\w+ [A-Z]\w+$/) : PROBLEMS[kind].title;
    expect(JSON.parse(named)).toEqual({
      type: kind === null ? 'about:blank' : problemType(kind),
      title,
      status,
      detail: expect.stringMatching(/\.$/),
      instance: '/v1/x',
      requestId: 'id-1',
    });
  });

  it('has the media type of problem details, also for a path that ends in .csv', () => {
    expect(config).toMatch(/^ {2}types \{\}\n {2}default_type application\/problem\+json;$/m);
  });
});
