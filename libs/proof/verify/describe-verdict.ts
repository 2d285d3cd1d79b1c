import { faultText } from '@ledger/event-store/log-check';
import { headText, type LogHead } from '@ledger/event-store/log-head';
import type { TableDifference } from '@ledger/read-models/postgres/rebuild/compare-schemas';
import { EDITION } from '@ledger/runner/log/stream-names';
import type { LogVerdict } from './verify-log';
import type { RowsVerdict } from './verify-rows';

/** What was found in the log, for a reader: the first fault in one line, or what holds. */
export function describeLog(verdict: LogVerdict, reExecuted: boolean, noted: LogHead | null): readonly string[] {
  const { fault, events, streams, head } = verdict;
  if (fault !== null) return [`fault: ${faultText(fault)}`];
  return [
    `log        ${count(events, 'event')} in ${count(streams, 'stream')}: every hash, revision, id and position holds`,
    ...(reExecuted ? describeDecisions(verdict) : []),
    `head       ${headText(head)}`,
    ...(noted === null
      ? []
      : [`           the log still begins with the ${count(noted.events, 'event')} of the head that was noted`]),
  ];
}

function describeDecisions({
  arrivals,
  decisions,
  othersEvents,
  pending,
  untold,
  erased,
}: LogVerdict): readonly string[] {
  const lines = [
    `decisions  ${count(arrivals, 'arrival')} judged and ${count(decisions, 'decision')} made again by edition ${EDITION} of the rules: all as recorded`,
  ];
  if (erased > 0) lines.push(`           ${count(erased, 'rejection')} whose body was erased stand as recorded`);
  if (pending > 0) lines.push(`           ${count(pending, 'decision')} more are on their way through the stages`);
  if (untold > 0) {
    lines.push(
      `           ${count(untold, 'decision')} that only tell (why nothing was posted, what the end of a quarter will take back), an earlier release did not record`,
    );
  }
  if (othersEvents > 0) {
    lines.push(
      `           ${count(othersEvents, 'event')} beside them (terms, earlier editions, what was sent by rails): by their hashes alone`,
    );
  }
  return lines;
}

/** What was found in the rows of the read models. */
export function describeRows(verdict: RowsVerdict): readonly string[] {
  switch (verdict.rows) {
    case 'none':
      return ['rows       this release has not built its read models here yet: nothing to compare'];
    case 'ahead':
      return [`fault: ${faultText(verdict.fault)}`];
    case 'compared':
      if (verdict.difference !== null) return [describeDifference(verdict.difference, verdict.position)];
      return [`rows       those of the read models at position ${verdict.position} are what the decisions give`];
  }
}

/** In one line: whoever wants to see all of them asks for a rebuild. */
function describeDifference({ table, onlyLive, onlyRebuilt }: TableDifference, position: bigint): string {
  const [live, rebuilt] = [onlyLive[0], onlyRebuilt[0]];
  const rows = [
    ...(live === undefined ? [] : [`the row ${live} is not what was decided`]),
    ...(rebuilt === undefined ? [] : [`the decisions give ${rebuilt}`]),
  ];
  return `fault: read models, table ${table}, position ${position}: ${rows.join('; ')} (ledger rebuild shows more, and makes the rows anew)`;
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`;
}
