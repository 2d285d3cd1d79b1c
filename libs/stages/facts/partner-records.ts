import type { LedgerEvent } from '@ledger/contracts/events';
import { compareCodePoints } from '@ledger/kernel/code-point-order';
import { partnerOfEvent } from './partner-of-event';
import { emptyPartnerRecord, notePartnerFact, type PartnerRecord } from './partner-record';

/** The records of a program's partners, as far as facts about them came. */
export class PartnerRecords {
  private readonly records = new Map<string, PartnerRecord>();

  find(partner: string): PartnerRecord | undefined {
    return this.records.get(partner);
  }

  /** The partner's record, made if it is not there yet. */
  of(partner: string): PartnerRecord {
    let record = this.records.get(partner);
    if (record === undefined) {
      record = emptyPartnerRecord(partner);
      this.records.set(partner, record);
    }
    return record;
  }

  /** All of them, in the order of their partners. */
  all(): PartnerRecord[] {
    return [...this.records.values()].sort((a, b) => compareCodePoints(a.partner, b.partner));
  }

  /** Notes a fact about a partner; answers whom it is about, null for a fact of another kind. */
  note(event: LedgerEvent): string | null {
    const partner = partnerOfEvent(event);
    if (partner !== null) notePartnerFact(this.of(partner), event);
    return partner;
  }
}
