import { forTerminal } from '@ledger/documents/for-terminal';
import type { EventAnswer } from './post-events';

const SHOWN_REJECTIONS = 20;

/** Counts answers, and keeps the first rejections to show them. */
export class IngestTally {
  private readonly counts = { accepted: 0, ignored: 0, rejected: 0, repeated: 0 };
  private readonly rejections: string[] = [];

  count(answers: readonly EventAnswer[]): void {
    for (const { id, verdict, code, detail, repeated } of answers) {
      this.counts[repeated ? 'repeated' : verdict] += 1;
      const isNews = verdict === 'rejected' && !repeated;
      if (isNews && this.rejections.length < SHOWN_REJECTIONS)
        this.rejections.push(`  ${forTerminal(id)}: ${code} (${forTerminal(detail ?? '')})`);
    }
  }

  summary(): string {
    const { accepted, ignored, rejected, repeated } = this.counts;
    const more = rejected - this.rejections.length;
    const lines = [
      `${accepted} accepted, ${ignored} ignored, ${rejected} rejected, ${repeated} sent before`,
      ...this.rejections,
    ];
    return `${lines.join('\n')}${more > 0 ? `\n  … and ${more} more (GET /v1/programs/{program}/rejected)` : ''}\n`;
  }
}
