import { startService, type StartedService } from '@ledger/service-kit/testing/start-service';
import { testEvent } from '@ledger/service-kit/testing/two-programs';
import { ReferralIntakeModule } from '../referral-intake.module';
import { FollowLog } from './follow-log';

interface Queued {
  readonly trackingId: string;
  readonly partner: string;
  readonly state: string;
  readonly company: string | null;
  readonly overdue: boolean;
}

describe('applications that came as events', () => {
  let service: StartedService;
  const event = (day: string, type: string, data: object) => testEvent('plixo', day, type, data);

  beforeAll(async () => {
    service = await startService([ReferralIntakeModule]);
    await service.feed([
      event('2026-01-05', 'partner.applied', { partner: 'late', type: 'partner', company: 'Late Ltd' }),
      event('2026-01-05', 'partner.applied', { partner: 'asked', type: 'partner' }),
      event('2026-01-06', 'partner.info_requested', { partner: 'asked' }),
      event('2026-01-07', 'partner.applied', { partner: 'refused', type: 'partner' }),
      event('2026-01-08', 'partner.rejected', { partner: 'refused' }),
      event('2026-01-20', 'partner.applied', { partner: 'fresh', type: 'partner' }),
    ]);
    await follow();
  });
  afterAll(() => service.stop());

  const follow = () => service.app.get(FollowLog, { strict: false }).run();
  async function queue(): Promise<readonly Queued[]> {
    const headers = { authorization: service.admin };
    const response = await fetch(`${service.url}/v1/programs/plixo/applications`, { headers });
    return ((await response.json()) as { items: Queued[] }).items;
  }
  const stateOf = async (partner: string) => (await queue()).find((each) => each.partner === partner)?.state;

  it('are in the queue of reviewers, the overdue one first, with what the partner gave of itself', async () => {
    expect(await queue()).toMatchObject([
      { partner: 'late', state: 'submitted', overdue: true, company: 'Late Ltd' },
      { partner: 'fresh', state: 'submitted', overdue: false },
      { partner: 'asked', state: 'info_requested' },
      { partner: 'refused', state: 'rejected' },
    ]);
  });

  it('are there once, however often the log is looked through', async () => {
    const before = await queue();
    await follow();
    expect(await queue()).toEqual(before);
  });

  it('go by what is decided past the desk', async () => {
    await service.feed([event('2026-01-21', 'partner.rejected', { partner: 'fresh' })]);
    expect(await stateOf('fresh')).toBe('rejected');
  });

  it('are decided at the desk like any other', async () => {
    const late = (await queue()).find(({ partner }) => partner === 'late');
    const response = await fetch(`${service.url}/v1/programs/plixo/applications/${late?.trackingId}/approve`, {
      method: 'POST',
      headers: { authorization: service.admin, 'content-type': 'application/json' },
      body: '{}',
    });
    expect(response.status).toBe(200);
    expect(await stateOf('late')).toBe('approved');
  });
});
