/** A short history of one program, written by hand to show what each of its terms does. */
export interface History {
  readonly program: string;
  /** Events in the order of their arrival, as NDJSON. */
  readonly events: string;
}

/** Writes down events one after the other; a time is a day (then 10:00 UTC is meant) or a full time. */
export class HistoryWriter {
  private readonly lines: string[] = [];
  private invoices = 0;

  constructor(private readonly program: string) {}

  at(time: string, type: string, data: Readonly<Record<string, unknown>>): this {
    const full = time.length === 10 ? `${time}T10:00:00Z` : time;
    const id = `${this.program}-${this.lines.length + 1}`;
    const event = { specversion: '1.0', id, source: 'terms', type, time: full, program: this.program, data };
    this.lines.push(JSON.stringify(event));
    return this;
  }

  /** A partner that applied, met the requirements and was approved. */
  partner(time: string, partner: string, type: string, requirements: readonly string[] = []): this {
    this.at(time, 'partner.applied', { partner, type });
    for (const requirement of requirements) this.at(time, 'partner.requirement_met', { partner, requirement });
    return this.at(time, 'partner.approved', { partner });
  }

  /** The partner's code, its name in capitals. */
  code(time: string, partner: string): this {
    return this.at(time, 'link.created', { partner, code: partner.toUpperCase() });
  }

  signup(time: string, customer: string, partner: string): this {
    return this.at(time, 'customer.signed_up', { customer, referralCode: partner.toUpperCase() });
  }

  /** An invoice, paid or issued; a line that names no amount has 100 000 minor units. */
  invoice(time: string, type: InvoiceEvent, customer: string, lines: readonly InvoiceLine[], currency = 'USD'): this {
    this.invoices += 1;
    const numbered = lines.map((line, index) => ({ line: `l${index + 1}`, amount: 100_000, ...line }));
    return this.at(time, type, { invoice: `i${this.invoices}`, customer, currency, lines: numbered });
  }

  /** A customer that pays (or is sent) its first invoice at 10:00 and signs up 60 and a half minutes later. */
  justAfterGrace(day: string, type: InvoiceEvent, kind: string, partner: string): this {
    const data = { customer: 'hasty', referralCode: partner.toUpperCase() };
    return this.invoice(day, type, 'hasty', [{ kind }]).at(`${day}T11:00:30Z`, 'customer.signed_up', data);
  }

  /** Lets the time pass. */
  until(time: string): this {
    return this.at(time, 'clock.advanced', {});
  }

  written(): History {
    return { program: this.program, events: `${this.lines.join('\n')}\n` };
  }
}

type InvoiceEvent = 'invoice.paid' | 'invoice.issued';

export interface InvoiceLine {
  readonly kind: string;
  readonly amount?: number;
  readonly interval?: string;
  readonly periodStart?: string;
  readonly periodEnd?: string;
}
