import { formatInstant, type Instant } from '@ledger/kernel/instant';
import { findOverride } from '@ledger/read-models/tables/overrides';
import type { ProgramSnapshot } from '@ledger/read-models/postgres/queries/program-snapshot';
import type { AttributionRow } from '@ledger/read-models/tables/attributions';
import type { PersonalReads } from '@ledger/runner/personal/personal-reads';
import { spanAt } from '@ledger/stages/attribution/credit-spans';
import type { OverrideDto } from './attribution.dto';

/** Where the words of people are found; `evidence`: whether the token may see what a decision rests on. */
export interface OverrideSight {
  readonly personal: PersonalReads | null;
  readonly evidence: boolean;
}

/** The override that gives a customer's credits at a moment. */
export async function shownOverride(
  snapshot: ProgramSnapshot,
  { spans }: AttributionRow,
  asOf: Instant,
  { personal, evidence: maySee }: OverrideSight,
): Promise<OverrideDto | null> {
  const { override } = spanAt(spans, asOf);
  const found = override === null ? null : await findOverride(snapshot, override);
  if (found === null) return null;
  const { id, source, at, fromAt, by, evidenceRef } = found;
  const values = await personal?.values(maySee ? [by, evidenceRef] : [by]);
  const [who, evidence] = [values?.get(by), values?.get(evidenceRef)];
  return {
    id,
    source,
    at: formatInstant(at),
    from: fromAt === null ? null : formatInstant(fromAt),
    by: typeof who === 'string' ? who : by,
    evidence: maySee && typeof evidence === 'string' ? evidence : null,
    evidenceRef,
  };
}
