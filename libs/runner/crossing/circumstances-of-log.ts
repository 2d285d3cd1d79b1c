import type { Amendment, Circumstances } from './amendments';
import type { JudgedAnew } from './judge-anew';

/** What happened in a log, noted as its arrivals are judged anew. */
export class CircumstancesOfLog implements Circumstances {
  private readonly verdicts = new Map<string, Amendment>();
  private readonly churns = new Set<string>();
  private readonly terminations = new Set<string>();
  private readonly approvalsAgain = new Set<string>();

  /** Notes an arrival in its order; `amendment`: that by which the verdict on it differs. */
  note({ now, value }: JudgedAnew, amendment: Amendment | null): void {
    const { program, eventType, id, verdict } = now;
    if (amendment !== null) this.verdicts.set(keyOf(program, id), amendment);
    if (verdict.type !== 'accepted') return;
    const { customer, partner } = namedIn(value);
    if (eventType === 'customer.churned') this.churns.add(keyOf(program, customer));
    const key = keyOf(program, partner);
    if (eventType === 'partner.terminated') this.terminations.add(key);
    if (eventType === 'partner.approved' && this.terminations.has(key)) this.approvalsAgain.add(key);
  }

  readonly verdictOn = (program: string, id: string) => this.verdicts.get(keyOf(program, id));
  readonly churned = (program: string, customer: string) => this.churns.has(keyOf(program, customer));
  readonly approvedAgain = (program: string, partner: string) => this.approvalsAgain.has(keyOf(program, partner));
}

const keyOf = (program: string, name: string) => JSON.stringify([program, name]);

/** Of an event that the gate accepted. */
function namedIn(value: unknown): { readonly customer: string; readonly partner: string } {
  const { data } = value as { readonly data: { readonly customer?: string; readonly partner?: string } };
  return { customer: data.customer ?? '', partner: data.partner ?? '' };
}
