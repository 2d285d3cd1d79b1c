import type { EventStore } from '@ledger/event-store/event-store';
import type { JsonFields, JsonValue } from '@ledger/contracts/json-value';
import { dataToWire } from '@ledger/stages/codec';
import { STAGES } from '@ledger/stages/stage';
import { isOfEdition } from '../log/stream-names';
import type { Ends } from './arrivals-of-first-edition';
import { amendmentOfLine, amendmentOfVerdict, type Amendment } from './amendments';
import { CircumstancesOfLog } from './circumstances-of-log';
import { judgeAnew, type JudgedAnew, type RulesAnew } from './judge-anew';

/** What an edition of the rules makes of a log that another makes otherwise; `-`: before, `+`: now. */
export interface Difference {
  readonly what: 'verdict' | 'line' | 'payout';
  readonly sign: '-' | '+';
  readonly text: string;
  /** The change of the rules that accounts for it (docs/upgrading.md numbers them). */
  readonly amendment: Amendment;
}

const LINE = ['partner', 'customer', 'invoice', 'line', 'reason', 'amountMinor', 'currency', 'effectiveAt', 'cause'];
const PAYOUT = ['partner', 'currency', 'madeAt', 'grossMinor', 'feeMinor', 'netMinor', 'rail'];
/** What is compared of which decision; a payout that waits for an answer is one of the first edition, which made it at once. */
const COMPARED: Readonly<Record<string, readonly ['line' | 'payout', readonly string[]]>> = {
  CommissionPosted: ['line', LINE],
  OwnLinePosted: ['line', LINE],
  PayoutMade: ['payout', PAYOUT],
};

/** Each verdict, line and payout that differs when a log of the first edition is judged and decided by this one; nothing is written. */
export async function differencesOfEdition(log: RulesAnew): Promise<readonly Difference[]> {
  const verdicts: Difference[] = [];
  const counts = await decidedBefore(log.store);
  const ends: Ends = new Map();
  const circumstances = new CircumstancesOfLog();
  for await (const { judged } of judgeAnew(log, ends)) {
    for (const each of judged) {
      const differing = verdictOf(each);
      verdicts.push(...differing);
      circumstances.note(each, differing[0]?.amendment ?? null);
      for (const stage of STAGES)
        for (const decision of each.decisions[stage])
          count(counts, decision.type, each.now.program, dataToWire(decision), 1);
    }
  }
  return [...verdicts, ...[...counts].flatMap(([key, surplus]) => ofCount(key, surplus, circumstances))];
}

/** How many differ, in words, such as `17 verdicts, 1 line`: a verdict that is another one is told twice, and is one. */
export function countOf(differences: readonly Difference[]): string {
  const told = differences.filter(({ what, sign }) => what !== 'verdict' || sign === '+');
  const counts = (['verdict', 'line', 'payout'] as const).map((kind) => {
    const count = told.filter(({ what }) => what === kind).length;
    return count === 0 ? null : `${count} ${kind}${count === 1 ? '' : 's'}`;
  });
  return counts.filter((count) => count !== null).join(', ');
}

function verdictOf({ before, now }: JudgedAnew): Difference[] {
  const text = ({ verdict }: JudgedAnew['now']) =>
    verdict.type === 'rejected' ? `rejected ${verdict.code} (${verdict.detail})` : verdict.type;
  if (text(before) === text(now)) return [];
  const event = `${before.program} ${before.eventType} ${before.source}/${before.id}`;
  const amendment = amendmentOfVerdict(before, now);
  return [
    { what: 'verdict', sign: '-', text: `${event}: ${text(before)}`, amendment },
    { what: 'verdict', sign: '+', text: `${event}: ${text(now)}`, amendment },
  ];
}

/** How often a line or payout stands there, counted below zero: what comes out the same ends at zero. */
async function decidedBefore(store: EventStore): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  for await (const { stream, type, data, metadata } of store.readAll(0n, 'all')) {
    if (isOfEdition(stream)) continue;
    count(counts, type.slice(0, type.lastIndexOf('.v')), programIn(metadata['program']), data as JsonFields, -1);
  }
  return counts;
}

function count(counts: Map<string, number>, type: string, program: string, data: JsonFields, by: 1 | -1): void {
  const compared = COMPARED[type];
  if (compared === undefined) return;
  const [what, fields] = compared;
  const key = `${what}\n${program} ${fields.map((field) => `${field}=${shown(data[field])}`).join(' ')}`;
  counts.set(key, (counts.get(key) ?? 0) + by);
}

function programIn(value: JsonValue | undefined): string {
  return typeof value === 'string' ? value : '';
}

function shown(value: JsonValue | undefined): string {
  return typeof value === 'string' ? value : JSON.stringify(value ?? null);
}

function ofCount(key: string, surplus: number, circumstances: CircumstancesOfLog): Difference[] {
  const [what, text] = key.split('\n') as ['line' | 'payout', string];
  const sign = surplus > 0 ? '+' : '-';
  const field = (name: string) => new RegExp(` ${name}=(.*?)(?= \\w+=|$)`).exec(text)?.[1] ?? '';
  const [program = ''] = text.split(' partner=');
  const about = { program, partner: field('partner'), customer: field('customer') };
  const line = { ...about, cause: field('cause'), reason: field('reason') };
  const amendment = what === 'payout' ? 'A13' : amendmentOfLine(line, circumstances);
  return Array.from({ length: Math.abs(surplus) }, () => ({ what, sign, text, amendment }));
}
