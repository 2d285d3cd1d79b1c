import type { Instant } from '@ledger/kernel/instant';
import { orNull, text, time } from '../definition/column';
import { textIn, type FactFields } from '../definition/fact-fields';
import type { FactRow } from '../definition/fact-row';
import { readerOf, type StoredRow } from '../definition/stored-row';
import type { LatestTable } from '../definition/table';
import type { LatestRows } from '../definition/written-rows';
import type { ProgramSnapshot } from '../postgres/queries/program-snapshot';
import { Where } from '../postgres/queries/where';

type Step = 'applied' | 'info_requested' | 'approved' | 'rejected';
type Rows = LatestRows<ApplicationTimeRow, 'partner' | 'step'>;

/** When the last fact of a kind about a partner's application was. */
export interface ApplicationTimeRow {
  readonly partner: string;
  readonly step: Step;
  readonly at: Instant;
}

export const applicationTimes: LatestTable<ApplicationTimeRow, 'partner' | 'step'> = {
  kind: 'latest',
  name: 'application_times',
  columns: { partner: text('partner'), step: text('step'), at: time('at_ms') },
  key: ['partner', 'step'],
  fold: {
    facts: {
      'partner.applied': (rows, fact, data) => note(rows, fact, data, 'applied'),
      'partner.info_requested': (rows, fact, data) => note(rows, fact, data, 'info_requested'),
      'partner.approved': (rows, fact, data) => note(rows, fact, data, 'approved'),
      'partner.rejected': (rows, fact, data) => note(rows, fact, data, 'rejected'),
    },
  },
};

function note(rows: Rows, { at }: FactRow, data: FactFields, step: Step): void {
  rows.put({ partner: textIn(data, 'partner'), step, at });
}

/** An application as the log has it. */
export interface LoggedApplication {
  readonly partner: string;
  readonly partnerType: string;
  readonly step: Step;
  readonly appliedAt: Instant;
  /** Of the step, where it is another than `applied`. */
  readonly steppedAt: Instant | null;
}

const LOGGED = {
  partner: text<string>('partner'),
  partnerType: text<string>('partner_type'),
  step: text<Step>('application'),
  appliedAt: time('applied_at_ms'),
  steppedAt: orNull(time('stepped_at_ms')),
} as const;

/** Every partner of a program that applied, by name. */
export async function loggedApplications({
  sql,
  schema,
  about,
}: ProgramSnapshot): Promise<readonly LoggedApplication[]> {
  const where = new Where(about.program, 'p.program').that("p.application <> 'enrolled'");
  const stored = await sql.rows<StoredRow>(
    `SELECT p.partner, p.partner_type, p.application, applied.at_ms AS applied_at_ms, stepped.at_ms AS stepped_at_ms
       FROM ${schema}.partners p
       JOIN ${schema}.application_times applied
         ON applied.program = p.program AND applied.partner = p.partner AND applied.step = 'applied'
       LEFT JOIN ${schema}.application_times stepped
         ON stepped.program = p.program AND stepped.partner = p.partner
        AND stepped.step = p.application AND stepped.step <> 'applied'
     ${where.text} ORDER BY p.partner`,
    where.parameters,
  );
  return stored.map(readerOf(LOGGED));
}
