import type { PartnerStandingChanged } from '@ledger/stages/partner-status/status.decisions';
import { flag, integer, orNull, text, texts, time } from '../table/column';
import type { LatestTable } from '../table/table';

/** A partner's standing by all recorded facts. */
export type PartnerStanding = Omit<PartnerStandingChanged, 'type' | 'decidedAt'>;

/** The same with the promotion whose slot it took. */
export interface PartnerRow extends PartnerStanding {
  readonly promotion: string | null;
  readonly promotionRate: string | null;
}

export const partners: LatestTable<PartnerStanding, 'partner'> = {
  kind: 'latest',
  name: 'partners',
  columns: {
    partner: text('partner'),
    partnerType: text('partner_type'),
    tier: orNull(text('tier')),
    application: text('application'),
    approvedAt: orNull(time('approved_at_ms')),
    terminated: flag('terminated'),
    holds: texts('holds'),
    activeUntil: orNull(integer('active_until_day')),
  },
  key: ['partner'],
  fold: { decisions: { PartnerStandingChanged: (rows, standing) => rows.put(standing) } },
};
