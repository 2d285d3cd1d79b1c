import type { CalendarDate } from '@ledger/kernel/calendar';
import type { Instant } from '@ledger/kernel/instant';
import type { PartnerStatus } from '@ledger/stages/partner-status/status-at';
import { integer, orNull, text, time } from '../definition/column';
import { shownDay, type OpsView } from '../definition/ops-view';
import type { JudgedTable } from '../definition/table';

/** A partner's status at the program's clock (postgres/batch/judge-status.ts). */
export interface PartnerStatusRow {
  readonly partner: string;
  readonly status: PartnerStatus;
  /** Only for `locked_5y`: the first day on which it is no longer locked. */
  readonly lockedUntil: CalendarDate | null;
  /** When time alone may change something about it. */
  readonly judgeAgainAt: Instant | null;
}

export const partnerStatuses: JudgedTable<PartnerStatusRow> = {
  kind: 'judged',
  name: 'partner_statuses',
  columns: {
    partner: text('partner'),
    status: text('status'),
    lockedUntil: orNull(integer('locked_until_day')),
    judgeAgainAt: orNull(time('judge_again_at_ms')),
  },
  key: ['partner'],
  indexes: { partner_statuses_due: '(program, judge_again_at_ms) WHERE judge_again_at_ms IS NOT NULL' },
  fillPercent: 80,
  fold: {},
};

export const partnerStatusView: OpsView = {
  about: "Each partner's status at the program's clock, and its customers.",
  select: (schema) => `SELECT program, partner, p.partner_type AS type, p.tier, s.status,
          ${shownDay('s.locked_until_day', 'locked_until')},
          (SELECT count(*) FROM ${schema}.counted_customers c WHERE c.program = s.program AND c.partner = s.partner) AS customers
        FROM ${schema}.partner_statuses s JOIN ${schema}.partners p USING (program, partner)`,
};
