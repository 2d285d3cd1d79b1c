import { formatDate, type CalendarDate } from '@ledger/kernel/calendar';
import { parseInstant } from '@ledger/kernel/instant';
import { publicationEvent } from '@ledger/program/publication-of-terms';
import { startService, type StartedService } from '@ledger/service-kit/testing/start-service';
import { testEvent } from '@ledger/service-kit/testing/two-programs';
import { presetNamed } from '../../../test/properties/presets';
import { PayoutModule } from '../payout.module';
import { inApi, inView } from './testing/unpaid-told-twice';

let service: StartedService;
beforeEach(async () => {
  service = await startService([PayoutModule], { withoutRuntime: true });
});
afterEach(() => service.stop());

it('ops.unpaid follows the clock where nothing else happens: a tax form expires, also of a partner that is held', async () => {
  const plixo = (time: string, type: string, data: object) => testEvent('plixo', time, type, data);
  const reasons = async () => {
    const viewed = await inView(service, 'plixo');
    expect(viewed).toEqual(await inApi(service, 'plixo'));
    return viewed.map(({ reason, expiredOn }) =>
      expiredOn === null ? reason : `${reason} ${formatDate(Number(expiredOn) as CalendarDate)}`,
    );
  };
  const money = { adjustment: 'bonus', partner: 'z', currency: 'USD', amount: 20_000, by: 'f', reason: 'promised' };
  await service.feed([
    plixo('2025-12-01', 'partner.applied', { partner: 'z', type: 'partner' }),
    plixo('2025-12-02', 'partner.approved', { partner: 'z' }),
    plixo('2025-12-03', 'partner.tax_form_recorded', { partner: 'z', form: 'W-8BEN', signedOn: '2022-06-01' }),
    plixo('2025-12-03', 'partner.payout_method_set', { partner: 'z', rail: 'stripe', account: 'acct' }),
    plixo('2025-12-04', 'adjustment.posted', money),
  ]);
  expect(await reasons()).toEqual(['scheduled']);
  await service.feed([plixo('2025-12-04', 'partner.suspended', { partner: 'z', by: 'f' })]);
  expect(await reasons()).toEqual(['suspended']);
  await service.feed([plixo('2025-12-31', 'clock.advanced', {})]);
  expect(await reasons()).toEqual(['suspended']);
  await service.feed([plixo('2026-01-01', 'clock.advanced', {})]);
  expect(await reasons()).toEqual(['suspended', 'tax_form_expired 2025-12-31']);
});

it('ops.unpaid says since when an approval is pending: since the run that proposed it, however late a fact tells of it', async () => {
  const plixo = (time: string, type: string, data: object) => testEvent('plixo', time, type, data);
  const first = presetNamed('plixo').versions[0]!;
  const from = parseInstant('2025-11-01T00:00:00Z')!;
  const second = {
    ...first,
    version: 2,
    effectiveFrom: from,
    payout: { ...first.payout, approval: { aboveMinor: {} } },
  };
  const money = { adjustment: 'bonus', partner: 'z', currency: 'USD', amount: 20_000, by: 'f', reason: 'promised' };
  await service.feed([
    publicationEvent(second, from),
    plixo('2025-12-01', 'partner.applied', { partner: 'z', type: 'partner' }),
    plixo('2025-12-02', 'partner.approved', { partner: 'z' }),
    plixo('2025-12-03', 'partner.tax_form_recorded', { partner: 'z', form: 'W-9', signedOn: '2025-12-01' }),
    plixo('2025-12-03', 'partner.payout_method_set', { partner: 'z', rail: 'stripe', account: 'acct' }),
    plixo('2025-12-04', 'adjustment.posted', money),
    plixo('2025-12-20', 'clock.advanced', {}),
  ]);
  const viewed = await inView(service, 'plixo');
  expect(viewed).toEqual(await inApi(service, 'plixo'));
  const since = String(parseInstant('2025-12-05T00:00:00Z'));
  expect(viewed).toEqual([expect.objectContaining({ reason: 'approval_pending', amount: '20000', since })]);
});
