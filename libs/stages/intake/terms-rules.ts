import type { EventOf, LedgerEvent } from '@ledger/contracts/events';
import { comparableJson } from '@ledger/contracts/same-content';
import { monthOfDate, parseDate } from '@ledger/kernel/calendar';
import { termsToJson } from '@ledger/program/describe-terms-canonical';
import type { ProgramTerms } from '@ledger/program/program-terms';
import type { Terms } from '@ledger/program/terms';
import { readPublication } from '@ledger/program/terms-of-publication';
import type { Rejection } from './log-entry';
import { offending } from './offending';
import type { PeriodRules } from './period-rules';

/**
 * Whether a version of terms may be published (contract.md, section 1): its terms can be used, it keeps what every version
 * keeps, it is the next one, and it is in force neither in a closed month nor before the version that it follows.
 * `begins`: nothing was accepted before it; then version 1 needs to fit nothing, the files included.
 */
export function rejectPublication(
  event: LedgerEvent,
  program: ProgramTerms,
  periods: PeriodRules,
  begins: boolean,
): Rejection | null {
  if (event.type !== 'terms.published') return null;
  const read = readPublication(event);
  if (!read.ok) return { code: 'terms_invalid', detail: read.detail };
  const before = begins && read.terms.version === 1 ? undefined : program.versions.at(-1);
  if (before === undefined) return rejectFirst(read.terms);
  return (
    rejectChange(read.terms, before) ??
    rejectNumber(read.terms.version, 1 + Math.max(...program.versions.map(({ version }) => version))) ??
    rejectEffectiveFrom(event, read.terms, before, periods)
  );
}

function rejectFirst({ version, appliesTo }: Terms): Rejection | null {
  if (version !== 1 || appliesTo === 'all') return rejectNumber(version, 1);
  return { code: 'terms_invalid', detail: `${offending('data.appliesTo', appliesTo)}: the first version is for all` };
}

function rejectNumber(version: number, next: number): Rejection | null {
  return version === next
    ? null
    : { code: 'version_not_next', detail: `data.version: ${version}, the next is ${next}` };
}

/** What the whole history of a program hangs on never changes. */
function rejectChange(terms: Terms, before: Terms): Rejection | null {
  const [now, then] = [termsToJson(terms), termsToJson(before)];
  const changed = (['timeZone', 'earnOn', 'promotion'] as const).find(
    (field) => comparableJson(now[field]) !== comparableJson(then[field]),
  );
  if (changed === undefined) return null;
  const found = comparableJson(now[changed]);
  return { code: 'terms_invalid', detail: `${offending(`data.terms.${changed}`, found)}: every version keeps it` };
}

function rejectEffectiveFrom(
  { data }: EventOf<'terms.published'>,
  terms: Terms,
  before: Terms,
  periods: PeriodRules,
): Rejection | null {
  const date = parseDate(data.effectiveFrom);
  const isClosed = date !== null && periods.isClosed(monthOfDate(date));
  if (!isClosed && terms.effectiveFrom >= before.effectiveFrom) return null;
  return { code: 'effective_in_the_past', detail: offending('data.effectiveFrom', data.effectiveFrom) };
}
