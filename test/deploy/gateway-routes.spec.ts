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
/** What a map of the configuration says, in its order: nginx takes the first whose expression matches. */
function routesOf(map: string): Route[] {
  const [, said = ''] = new RegExp(`^map ${map.replaceAll('$', '\\$')} \\{\\n(.*?)^\\}`, 'ms').exec(config) ?? [];
  return [...said.matchAll(/^ {2}~(\S+) ([\w-]+);$/gm)].map(([, pattern = '', service = '']) => ({
    pattern: new RegExp(pattern),
    service,
  }));
}

/** The gateway's routes by the path as it was sent, and those that the method decides. */
const routes = routesOf('$request_uri $service');
const routesOfMethods = routesOf('$request_method$request_uri $answering');

const serviceFor = (sent: string, method = 'GET') =>
  routesOfMethods.find(({ pattern }) => pattern.test(`${method}${sent}`))?.service ??
  routes.find(({ pattern }) => pattern.test(sent))?.service;

/** What every service answers for itself; everything else is one service's, and asked for by way of the gateway. */
const OF_EACH = ['/healthz', '/readyz', '/metrics'];

it.each(Object.entries(MODULES))('the gateway sends every path of %s to it', async (service, module) => {
  const { paths } = (await httpApiDocument([module])) as { paths: Record<string, object> };
  const own = Object.entries(paths).filter(([path]) => !OF_EACH.includes(path));
  expect(own.length).toBeGreaterThan(0);
  const astray = own.flatMap(([path, item]) =>
    Object.keys(item).flatMap((method) => {
      // An encoded slash, also where what is behind it looks like another service's path, belongs to the id.
      const asked = ['some-id', 'a%2Fb', 'a%2Fbalance', '%2Flines', 'a%3Fb'].map((id) =>
        path.replaceAll(/\{\w+\}/g, id),
      );
      return asked
        .flatMap((each) => [each, `${each}?limit=2&cursor=a/rejected`])
        .map((sent) => ({ method, sent, service: serviceFor(sent, method.toUpperCase()) }))
        .filter((sent) => sent.service !== service);
    }),
  );
  expect(astray).toEqual([]);
});

it('asks the service that its maps name', () => {
  expect(routesOfMethods.length).toBeGreaterThan(0);
  expect(config).toMatch(/^map \$request_method\$request_uri \$answering \{\n {2}default \$service;$/m);
  expect(config).toContain('proxy_pass http://$answering:3000;');
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
