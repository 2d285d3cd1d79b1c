import type { Instant } from '@ledger/kernel/instant';
import type { ProgramTerms } from '@ledger/program/program-terms';
import { isEarningEvent, type Earner } from '../facts/earning-event';

/**
 * When a customer's attribution settles: at the earliest of contract signed, first activation and first earning event
 * (programs.md, section 0, Attribution). What an earning event is depends on the terms, so invoices are remembered.
 */
export class CustomerClosing {
  private signedAt: Instant | null = null;
  /** Those before the close that is known, and later ones: which of them earns, a later version can change. */
  private readonly invoices: Earner[] = [];
  private closed: Instant | null = null;

  /** Null: not yet. */
  get at(): Instant | null {
    return this.closed;
  }

  /** A contract or an activation; answers whether the close moved. */
  sign(at: Instant): boolean {
    if (this.signedAt !== null && this.signedAt <= at) return false;
    this.signedAt = at;
    return this.moveTo(this.closed === null || at < this.closed ? at : this.closed);
  }

  /** An invoice that earns, if the terms in force say so; answers whether the close moved. */
  invoice(earner: Earner, program: ProgramTerms): boolean {
    insertByTime(this.invoices, earner);
    if (this.closed !== null && this.closed <= earner.at) return false;
    return isEarningEvent(earner, program, null) && this.moveTo(earner.at);
  }

  /** Judges the invoices anew, by terms that were not known before; answers whether the close moved. */
  judgeAnew(program: ProgramTerms): boolean {
    const { signedAt } = this;
    const first = this.invoices.find((invoice) => isEarningEvent(invoice, program, null));
    const earned = first?.at ?? null;
    if (earned === null || signedAt === null) return this.moveTo(earned ?? signedAt);
    return this.moveTo(earned < signedAt ? earned : signedAt);
  }

  private moveTo(at: Instant | null): boolean {
    const moved = this.closed !== at;
    this.closed = at;
    return moved;
  }
}

function insertByTime(invoices: Earner[], earner: Earner): void {
  let index = invoices.length;
  while (index > 0 && (invoices[index - 1] as Earner).at > earner.at) index -= 1;
  invoices.splice(index, 0, earner);
}
