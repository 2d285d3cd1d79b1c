import type { Logger } from 'pino';
import type { Answer } from '@ledger/runner/ledger-runtime';
import type { StagedFact } from '@ledger/runner/cluster/staged-fact';
import type { StageName } from '@ledger/stages/stage';

/** What a service says of each event: which it is and what became of it; never a word of its content. */
export interface EventLog {
  /** The gate's verdict on an arrival. */
  judged(answer: Answer): void;
  /** A stage's decisions on a fact. */
  decided(stage: StageName, staged: StagedFact): void;
}

/** One line for each arrival at the level `info`, and one for each stage that decided on it at `debug`. */
export function eventLog(logger: Logger): EventLog {
  return {
    judged: ({ program, seq, id, source, eventType, verdict }) => {
      const code = verdict.type === 'rejected' ? { code: verdict.code } : {};
      logger.info({ program, seq, event: id, source, type: eventType, ...code }, `event ${verdict.type}`);
    },
    decided: (stage, { program, fact, decisions }) => {
      const { id, source, type } = fact.event;
      const fields = { program, seq: fact.seq, event: id, source, type, decisions: decisions[stage].length };
      logger.debug(fields, 'fact decided');
    },
  };
}
