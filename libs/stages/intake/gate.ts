import type { LedgerEvent } from '@ledger/contracts/events';
import type { ReadableEvent, UnreadableEvent } from '@ledger/contracts/read-event';
import type { BrokenEnvelope, Envelope } from '@ledger/contracts/read-envelope';
import { formatInstant, instant, type Instant } from '@ledger/kernel/instant';
import { termsKnownFor, type ProgramTerms } from '@ledger/program/program-terms';
import type { Terms } from '@ledger/program/terms';
import { approvedSince } from '../facts/partner-at';
import { partnerOfEvent } from '../facts/partner-of-event';
import { emptyPartnerRecord, type PartnerRecord } from '../facts/partner-record';
import { PartnerRecords } from '../facts/partner-records';
import { ClaimRules } from './claim-rules';
import { KnownIds } from './known-ids';
import type { Rejection, Verdict } from './log-entry';
import { notInProgram } from './not-in-program';
import type { LaterStages } from './later-stages';
import { rejectPartnerEvent, rejectUnknownPartner } from './partner-rules';
import { rejectPayoutEvent } from './payout-rules';
import { PeriodRules } from './period-rules';
import { RepeatedContent } from './repeated-content';

/** How far an event may be ahead of the clock that recorded it (contract.md, section 2). */
const AHEAD_MS = 5 * 60_000;

/** An arrival as the gate gets it. */
export interface Offered {
  readonly envelope: Envelope | BrokenEnvelope;
  /** The event that the envelope holds; null: the envelope is broken. */
  readonly read: ReadableEvent | UnreadableEvent | null;
  /** The fingerprint of its content. */
  readonly content: string;
}

export interface Judgement {
  readonly verdict: Verdict;
  /** The arrival whose exact repetition this is; null: it is none. */
  readonly duplicateOf: number | null;
}

/**
 * The gate of one program: judges every arrival by the facts recorded until then, in the order of contract.md, section 1.
 * `judge` does not change it; what it has judged is made known to it by `record`, also after a restart.
 */
export class Gate {
  private readonly ids = new KnownIds();
  private readonly repeated: RepeatedContent;
  private readonly claims: ClaimRules;
  private readonly periods: PeriodRules;
  private readonly partners = new PartnerRecords();
  private showing: Instant | null = null;

  /** `fingerprint`: a collision-free digest of a text; `later`: the questions to later stages. */
  constructor(
    private readonly program: ProgramTerms,
    private readonly later: LaterStages,
    fingerprint: (content: string) => string,
  ) {
    this.repeated = new RepeatedContent(fingerprint);
    this.claims = new ClaimRules(program.calendar);
    this.periods = new PeriodRules(program.calendar);
  }

  /** The program's clock: the highest time of its accepted events; null before the first. */
  get clock(): Instant | null {
    return this.showing;
  }

  /** Judges an arrival. */
  judge({ envelope, read, content }: Offered): Judgement {
    if (!envelope.ok) return refusal({ code: 'schema_invalid', detail: envelope.detail });
    const taken = this.ids.takerOf(envelope.source, envelope.id);
    if (taken?.content === content) return { verdict: { type: 'ignored' }, duplicateOf: taken.seq };
    if (taken !== undefined) return refusal({ code: 'id_reused', detail: envelope.id });
    if (read === null) throw new TypeError(`event ${envelope.id} has a good envelope and was not read`);
    if (!read.ok) return refusal({ code: read.code, detail: read.detail });
    return { verdict: this.judgeEvent(read.event), duplicateOf: null };
  }

  /** Makes a judged arrival known: its id is taken unless it was rejected; an accepted event moves the clock. */
  record(seq: number, { envelope, read, content }: Offered, { verdict, duplicateOf }: Judgement): void {
    if (!envelope.ok || verdict.type === 'rejected' || read === null || !read.ok) return;
    if (duplicateOf === null) this.ids.take(envelope.source, envelope.id, { content, seq });
    if (verdict.type !== 'accepted') return;
    const { event } = read;
    this.showing = this.clockAfter(event);
    this.repeated.record(event);
    this.claims.record(event);
    this.periods.record(event);
    this.partners.record(event);
  }

  private clockAfter({ time, clock }: LedgerEvent): Instant {
    return instant(Math.max(this.showing ?? time, time, clock ?? time));
  }

  private judgeEvent(event: LedgerEvent): Verdict {
    const partner = this.partnerNamedBy(event);
    const terms = this.termsOf(event, partner);
    const useless = notInProgram(event, terms);
    if (useless !== null) return refused({ code: 'not_in_program', detail: useless });
    const unknown = partner === null ? null : rejectUnknownPartner(event, partner);
    if (unknown !== null) return refused(unknown);
    const repeated = this.repeated.judge(event);
    if (repeated === 'ignored') return { type: 'ignored' };
    const broken = repeated ?? this.breaks(event, partner, terms);
    return broken === null ? { type: 'accepted' } : refused(broken);
  }

  /** The first of the other rules that an event breaks. */
  private breaks(event: LedgerEvent, partner: PartnerRecord | null, terms: Terms): Rejection | null {
    const { jointCustomersAt, payouts } = this.later;
    const about = partnerOfEvent(event) === null ? null : partner;
    return (
      (about === null ? null : rejectPartnerEvent(event, about, terms, jointCustomersAt)) ??
      this.claims.judge(event, partner, terms) ??
      this.periods.judge(event) ??
      rejectPayoutEvent(event, this.clockAfter(event), payouts) ??
      rejectFuture(event)
    );
  }

  private partnerNamedBy({ data }: LedgerEvent): PartnerRecord | null {
    if (!('partner' in data) || data.partner === undefined) return null;
    return this.partners.find(data.partner) ?? emptyPartnerRecord(data.partner);
  }

  private termsOf(event: LedgerEvent, partner: PartnerRecord | null): Terms {
    const scope = partner === null ? {} : { partnerApprovedAt: approvedSince(partner) };
    return termsKnownFor(this.program, event.time, scope);
  }
}

function rejectFuture(event: LedgerEvent): Rejection | null {
  if (event.clock === undefined || event.time <= event.clock + AHEAD_MS) return null;
  return { code: 'time_in_future', detail: formatInstant(event.time) };
}

function refused(rejection: Rejection): Verdict {
  return { type: 'rejected', ...rejection };
}

function refusal(rejection: Rejection): Judgement {
  return { verdict: refused(rejection), duplicateOf: null };
}
