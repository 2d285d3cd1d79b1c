import { createHash } from 'node:crypto';
import type { Pool } from 'pg';

/** A fact that somebody offers on evidence. */
export interface EvidencedFact {
  readonly program: string;
  readonly source: string;
  readonly event: string;
  readonly type: string;
  readonly partner: string;
  readonly by: string;
}

/** What was handed in: a file, or a text (then it has no name). */
export interface HandedIn {
  readonly name: string | null;
  readonly bytes: Buffer;
}

/** A decision with its evidence, as it is listed. */
export interface KeptDecision extends EvidencedFact {
  readonly sha256: string;
  readonly name: string | null;
  readonly at: Date;
  /** What the ledger said; null: nobody heard. */
  readonly answer: string | null;
}

const LIST = `
  SELECT program, source, event, type, partner, by_whom AS by, sha256, name, at, answer
    FROM ledger_evidence.decisions
   WHERE program = $1 AND ($2::text IS NULL OR partner = $2) ORDER BY number`;

/** Evidence of decisions in Postgres: each file once, by its hash, and who used it for what. */
export class Evidence {
  constructor(private readonly pool: Pool) {}

  /** Durable when it resolves, before the fact is offered. Answers the hash, and how to note what the ledger said. */
  async keep(fact: EvidencedFact, { name, bytes }: HandedIn) {
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    await this.pool.query('INSERT INTO ledger_evidence.files VALUES ($1, $2) ON CONFLICT DO NOTHING', [sha256, bytes]);
    const { rows } = await this.pool.query<{ number: string }>(
      `INSERT INTO ledger_evidence.decisions (program, source, event, type, partner, sha256, name, by_whom)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING number`,
      [fact.program, fact.source, fact.event, fact.type, fact.partner, sha256, name, fact.by],
    );
    const answered = async (answer: string) => {
      const values = [rows[0]?.number, answer];
      await this.pool.query('UPDATE ledger_evidence.decisions SET answer = $2 WHERE number = $1', values);
    };
    return { sha256, answered };
  }

  /** The decisions of a program, or about one partner, in their order. */
  async list(program: string, partner: string | null): Promise<readonly KeptDecision[]> {
    return (await this.pool.query<KeptDecision>(LIST, [program, partner])).rows;
  }

  /** What was handed in, by its hash or the beginning of it; null: nothing or several. */
  async find(hash: string): Promise<Buffer | null> {
    const { rows } = await this.pool.query<{ bytes: Buffer }>(
      'SELECT bytes FROM ledger_evidence.files WHERE starts_with(sha256, $1) LIMIT 2',
      [hash],
    );
    return rows.length === 1 ? (rows[0]?.bytes ?? null) : null;
  }
}
