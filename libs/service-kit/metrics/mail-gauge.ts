import { Gauge, type Registry } from 'prom-client';
import { inTime } from '@ledger/machine/in-time';

/** How many mails are in each state. */
export type MailCounts = () => Promise<Readonly<Record<string, number>>>;

const ANSWER_MS = 2_000;

/** The mails by state as they are when somebody looks, so that mails that nobody sends are seen; left out where unknown. */
export function mailGauge(registry: Registry, counts: MailCounts): void {
  new Gauge({
    name: 'ledger_mails',
    help: 'Mails of the outbox by state: those that wait are sent by the server of LEDGER_MAIL_URL, where one is set.',
    labelNames: ['state'],
    registers: [registry],
    async collect() {
      this.reset();
      const found = await inTime(counts(), ANSWER_MS).catch(() => null);
      for (const [state, count] of Object.entries(found ?? {})) this.set({ state }, count);
    },
  });
}
