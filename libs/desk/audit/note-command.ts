import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { AuditEntry } from './audit-entry.entity';

/** By whom commands are done: whoever has the machine. */
export const COMMAND_LINE = 'command-line';

/** What only reads is not written down, as over HTTP. */
const READING = new Set(['list']);
const OPTION = /^--[a-z][a-z-]*$/;

/** What a command was for. */
export interface NotedCommand {
  readonly right: string;
  readonly program?: string | undefined;
}

/**
 * Writes down an action of the staff that a command of this process does, in its transaction: the words of the command and
 * the names of its options, not what they say.
 */
export async function noteCommand(manager: EntityManager, { right, program }: NotedCommand): Promise<void> {
  const given = process.argv.slice(2);
  const words = given.slice(0, 2).filter((word) => /^[a-z-]+$/.test(word));
  if (words.some((word) => READING.has(word))) return;
  const options = given.filter((word) => OPTION.test(word));
  const now = new Date();
  await manager.insert(AuditEntry, {
    ...{ at: now, endedAt: now, principal: COMMAND_LINE, right, method: 'COMMAND', route: `ledger ${words.join(' ')}` },
    ...{ params: { options: options.join(' ') }, program: program ?? null, address: null },
    ...{ requestId: randomUUID(), status: 200 },
  });
}
