import { Fault } from '@ledger/kernel/fault';
import type { Kafka } from 'kafkajs';
import { readDeadLetterEntry, redriveNote, redriveRecord, type DeadLetter } from './dead-letter';
import type { IdempotentProducer } from './idempotent-producer';
import { readTopic } from './read-topic';
import type { ReceivedRecord } from './received-record';
import { DEAD_LETTER_TOPIC } from './topics';

const LAST_ENTRIES = 100;

/** A dead letter and what was done about it. */
export interface ListedDeadLetter {
  readonly letter: DeadLetter;
  /** When it was sent back to its topic (RFC 3339), each time. */
  readonly redrivenAt: readonly string[];
}

/** No dead letter has this number, or it was redriven already; the message says what to do. */
export class DeadLetterError extends Fault {
  override readonly name = 'DeadLetterError';
  override readonly kind = 'refused';
}

/**
 * All dead letters that the topic holds, in the order in which they were put aside.
 * @throws errors of kafkajs when the topic cannot be read
 */
export async function listDeadLetters(kafka: Kafka): Promise<readonly ListedDeadLetter[]> {
  return readLetters(kafka);
}

/**
 * The dead letters among the last hundred entries of the topic that were not sent back, oldest first.
 * @throws errors of kafkajs when the topic cannot be read
 */
export async function lastOpenDeadLetters(kafka: Kafka): Promise<readonly DeadLetter[]> {
  const listed = await readLetters(kafka, LAST_ENTRIES);
  return listed.filter(({ redrivenAt }) => redrivenAt.length === 0).map(({ letter }) => letter);
}

async function readLetters(kafka: Kafka, lastOnly?: number): Promise<ListedDeadLetter[]> {
  const letters = new Map<bigint, { letter: DeadLetter; redrivenAt: string[] }>();
  const take = (record: ReceivedRecord): void => {
    const entry = readDeadLetterEntry(record);
    if (entry.kind === 'letter') letters.set(entry.letter.number, { letter: entry.letter, redrivenAt: [] });
    else if (entry.kind === 'redriven') letters.get(entry.number)?.redrivenAt.push(entry.at);
  };
  await readTopic(kafka, DEAD_LETTER_TOPIC, take, lastOnly);
  return [...letters.values()];
}

/**
 * The dead letter with this number.
 * @throws DeadLetterError when there is none
 */
export async function findDeadLetter(kafka: Kafka, number: bigint): Promise<ListedDeadLetter> {
  const found = (await listDeadLetters(kafka)).find(({ letter }) => letter.number === number);
  if (found === undefined) {
    throw new DeadLetterError(`there is no dead letter ${number}: "ledger dead-letters list" shows those there are`);
  }
  return found;
}

/**
 * Sends a dead letter back to its topic and partition of origin, marked as redriven, and notes that beside it. If the
 * process dies between the two it may be sent again later: then the gate sees the same event twice and ignores one.
 * @param again whether to send one that was sent before
 * @throws DeadLetterError when there is none with this number, or it was redriven and `again` is not set, or it is no
 *   whole record
 */
export async function redriveDeadLetter(
  kafka: Kafka,
  producer: IdempotentProducer,
  number: bigint,
  again: boolean,
): Promise<DeadLetter> {
  const { letter, redrivenAt } = await findDeadLetter(kafka, number);
  if (redrivenAt.length > 0 && !again) {
    throw new DeadLetterError(
      `dead letter ${number} was redriven at ${redrivenAt.join(' and at ')}: ` +
        'if it has to go once more, say so with --again',
    );
  }
  refuseWhatCannotGo(letter);
  await producer.send([redriveRecord(letter, redrivenAt.length)]);
  await producer.send([redriveNote(letter, new Date())]);
  return letter;
}

function refuseWhatCannotGo({ number, firstOffset, original }: DeadLetter): void {
  if (firstOffset !== null) {
    throw new DeadLetterError(
      `dead letter ${number} is no record, but the bytes of records that could not be read: have their producer send them again`,
    );
  }
  if (original.cutFromBytes !== null) {
    throw new DeadLetterError(
      `dead letter ${number} holds only the beginning of a record of ${original.cutFromBytes} bytes: have its producer send it again, smaller`,
    );
  }
}
