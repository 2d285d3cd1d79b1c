import { partnersToJudge } from '../../tables/next-payouts';
import type { Sql } from '../sql';
import { encodeText } from '../text-codec';

/**
 * Whose turn it is to be judged: the programs one after the other, and within each its partners, from where it stopped the
 * last time. A program, or a partner, that is marked again with every batch keeps no other from its turn.
 */
export class JudgingTurns {
  private program = '';
  private readonly partners = new Map<string, string>();

  /** The next program with marked partners; null: none has any. */
  async nextProgram(sql: Sql, schema: string): Promise<string | null> {
    const [next] = await sql.rows<{ program: string }>(
      `SELECT program FROM ${schema}.${partnersToJudge.name} ORDER BY program <= $1, program LIMIT 1`,
      [encodeText(this.program)],
    );
    if (next === undefined) return null;
    this.program = next.program;
    return next.program;
  }

  /** The next of its marked partners, at most so many. */
  async nextPartners(sql: Sql, schema: string, program: string, atMost: number): Promise<readonly string[]> {
    const rows = await sql.rows<{ partner: string }>(
      `SELECT partner FROM ${schema}.${partnersToJudge.name}
        WHERE program = $1 ORDER BY partner <= $2, partner LIMIT ${atMost}`,
      [encodeText(program), encodeText(this.partners.get(program) ?? '')],
    );
    const partners = rows.map(({ partner }) => partner);
    this.partners.set(program, partners.at(-1) ?? '');
    return partners;
  }
}
