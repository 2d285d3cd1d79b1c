import { AttributionModule } from '@apps/attribution/attribution.module';
import { CommissionModule } from '@apps/commission/commission.module';
import { PartnerStatusModule } from '@apps/partner-status/partner-status.module';
import { PayoutModule } from '@apps/payout/payout.module';
import { ReferralIntakeModule } from '@apps/referral-intake/referral-intake.module';
import { httpApiDocument } from '@apps/ledger/docs/http-api';
import type { StageService } from '@ledger/messaging/topics';
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

/** The gateway's locations in their order: nginx takes the first whose expression matches. */
const routes: Route[] = [
  ...projectFile('deploy', 'gateway', 'nginx.conf').matchAll(/location ~ (\S+) \{\s+set \$service ([\w-]+);/g),
].map(([, pattern = '', service = '']) => ({ pattern: new RegExp(pattern), service }));

it.each(Object.entries(MODULES))('the gateway sends every path of %s to it', async (service, module) => {
  const { paths } = (await httpApiDocument([module])) as { paths: object };
  const own = Object.keys(paths).filter((path) => path.startsWith('/v1/'));
  expect(own.length).toBeGreaterThan(0);
  for (const path of own) {
    const asked = path.replaceAll(/\{\w+\}/g, 'some-id');
    expect({ path, service: routes.find(({ pattern }) => pattern.test(asked))?.service }).toEqual({ path, service });
  }
});

it('lets nothing else through: health, metrics and the services’ own pages stay inside', () => {
  for (const path of ['/metrics', '/readyz', '/docs', '/v1', '/v1/programs/p/partners/x/lines/y', '/v1/eventsx']) {
    expect(routes.some(({ pattern }) => pattern.test(path))).toBe(false);
  }
});
