import type { LedgerEvent } from '@ledger/contracts/events';
import type { BrokenEnvelope, Envelope } from '@ledger/contracts/read-envelope';
import type { ReadableEvent, UnreadableEvent } from '@ledger/contracts/read-event';
import { instant, type Instant } from '@ledger/kernel/instant';
import { isKnownAt, termsKnownFor, type ProgramTerms } from '@ledger/program/program-terms';
import type { Terms } from '@ledger/program/terms';
import { TermsOfFacts } from '@ledger/program/terms-of-facts';
import { approvedSince } from '../facts/partner-at';
import { partnerOfEvent } from '../facts/partner-of-event';
import { emptyPartnerRecord, type PartnerRecord } from '../facts/partner-record';
import { PartnerRecords } from '../facts/partner-records';
import { ClaimRules } from './claim-rules';
import { rejectFuture } from './future-rules';
import { KnownIds } from './known-ids';
import type { LaterStages } from './later-stages';
import type { Rejection, Verdict } from './log-entry';
import { notInProgram } from './not-in-program';
import { offending } from './offending';
import { rejectPartnerEvent, rejectUnknownPartner } from './partner-rules';
import { rejectPayoutEvent } from './payout-rules';
import { PeriodRules } from './period-rules';
import { RepeatedContent } from './repeated-content';
import { rejectPublication } from './terms-rules';

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
  private readonly program: TermsOfFacts;
  private showing: Instant | null = null;
  /** Whether something other than terms was accepted: from then on the clock says what is too far ahead of it. */
  private isRunning = false;

  /** `fingerprint`: a collision-free digest of a text; `later`: the questions to later stages. */
  constructor(
    program: ProgramTerms,
    private readonly later: LaterStages,
    fingerprint: (content: string) => string,
  ) {
    this.repeated = new RepeatedContent(fingerprint);
    this.program = new TermsOfFacts(program);
    this.claims = new ClaimRules(this.program);
    this.periods = new PeriodRules(this.program);
  }

  /** The program's terms by the facts that were accepted. */
  get terms(): ProgramTerms {
    return this.program;
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
    if (taken !== undefined) return refusal({ code: 'id_reused', detail: offending('id', envelope.id) });
    if (read === null) throw new TypeError(`event ${envelope.id} has a good envelope and was not read`);
    if (!read.ok) return refusal({ code: read.code, detail: read.detail });
    return { verdict: this.judgeEvent(read.event), duplicateOf: null };
  }

  /** Makes a judged arrival known: its id is taken unless it was rejected; an accepted event moves the clock. */
  note(seq: number, { envelope, read, content }: Offered, { verdict, duplicateOf }: Judgement): void {
    if (!envelope.ok || verdict.type === 'rejected' || read === null || !read.ok) return;
    if (duplicateOf === null) this.ids.note(envelope.source, envelope.id, { content, seq });
    if (verdict.type !== 'accepted') return;
    const { event } = read;
    this.showing = this.clockAfter(event);
    this.isRunning ||= event.type !== 'terms.published';
    this.program.note(event);
    this.repeated.note(event);
    this.claims.note(event);
    this.periods.note(event);
    this.partners.note(event);
  }

  private clockAfter({ time, clock }: LedgerEvent): Instant {
    return instant(Math.max(this.showing ?? time, time, clock ?? time));
  }

  private judgeEvent(event: LedgerEvent): Verdict {
    const publishes = event.type === 'terms.published';
    if (this.program.versions.length === 0 && !publishes) return refused(unknownProgram(event));
    const useless = publishes ? null : notInProgram(event, this.versionsKnownAt(event));
    if (useless !== null) return refused({ code: 'not_in_program', detail: useless });
    const partner = this.partnerNamedBy(event);
    const unknown = partner === null ? null : rejectUnknownPartner(event, partner);
    if (unknown !== null) return refused(unknown);
    const repeated = this.repeated.judge(event);
    if (repeated === 'ignored') return { type: 'ignored' };
    const broken = repeated ?? this.breaks(event, partner);
    return broken === null ? { type: 'accepted' } : refused(broken);
  }

  /** The first of the other rules that an event breaks. */
  private breaks(event: LedgerEvent, partner: PartnerRecord | null): Rejection | null {
    const { program, periods } = this;
    return (
      rejectPublication(event, program, periods, this.showing === null) ??
      this.rejectByTerms(event, partner) ??
      periods.judge(event) ??
      rejectPayoutEvent(event, this.clockAfter(event), this.later.payouts) ??
      rejectFuture(event, this.isRunning ? this.showing : null, program)
    );
  }

  /** What is asked when something is recorded: by the version in force at its time for the partner. */
  private rejectByTerms(event: LedgerEvent, partner: PartnerRecord | null): Rejection | null {
    if (this.program.versions.length === 0) return null;
    const scope = partner === null ? {} : { partnerApprovedAt: approvedSince(partner) };
    const terms = termsKnownFor(this.program, event.time, scope);
    const isAboutPartner = partner !== null && partnerOfEvent(event) !== null;
    const broken = isAboutPartner ? rejectPartnerEvent(event, partner, terms, this.later.jointCustomersAt) : null;
    return broken ?? this.claims.judge(event, partner, terms);
  }

  /** The first version is in force from the beginning. */
  private versionsKnownAt({ time }: LedgerEvent): readonly Terms[] {
    return this.program.versions.filter((version, index) => index === 0 || isKnownAt(version, time));
  }

  private partnerNamedBy(event: LedgerEvent): PartnerRecord | null {
    const named = event.type === 'deal.reregistered' ? this.claims.partnerOfDeal(event.data.deal) : partnerIn(event);
    return named === undefined ? null : (this.partners.find(named) ?? emptyPartnerRecord(named));
  }
}

function partnerIn({ data }: LedgerEvent): string | undefined {
  return 'partner' in data ? data.partner : undefined;
}

function unknownProgram({ program }: LedgerEvent): Rejection {
  return { code: 'unknown_program', detail: offending('program', program) };
}

function refused(rejection: Rejection): Verdict {
  return { type: 'rejected', ...rejection };
}

function refusal(rejection: Rejection): Judgement {
  return { verdict: refused(rejection), duplicateOf: null };
}
