import type { BatchDesk } from '@ledger/rails/manual/batch-desk';
import type { SendingLog } from '@ledger/rails/sender/sending-log';

/** Passes moments at which its process may die, before a write and after it. */
type Failpoint = () => void;

/** A desk whose writer may die. */
export function mortalDesk(desk: BatchDesk, failpoint: Failpoint): BatchDesk {
  return {
    nextNumber: () => desk.nextNumber(),
    find: (program, batch) => desk.find(program, batch),
    list: (program) => desk.list(program),
    lines: (program, batch) => desk.lines(program, batch),
    linesOf: (payout) => desk.linesOf(payout),
    lineById: (id) => desk.lineById(id),
    add: (batch, lines) => dying(() => desk.add(batch, lines), failpoint),
    turn: (program, batch, to, turn) => dying(() => desk.turn(program, batch, to, turn), failpoint),
    answer: (said, by) => dying(() => desk.answer(said, by), failpoint),
  };
}

/** A log whose writer may die. */
export function mortalLog(log: SendingLog, failpoint: Failpoint): SendingLog {
  return {
    read: (payout) => log.read(payout),
    append: (payout, revision, events) => dying(() => log.append(payout, revision, events), failpoint),
  };
}

async function dying<T>(write: () => Promise<T>, failpoint: Failpoint): Promise<T> {
  failpoint();
  const result = await write();
  failpoint();
  return result;
}
