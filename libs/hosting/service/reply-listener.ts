import type { Consumer, Kafka } from 'kafkajs';
import type { KafkaLog } from '@ledger/messaging/kafka-log';
import { delayMs, pause, type BackOff } from '@ledger/messaging/back-off';
import { REPLIES_TOPIC } from '@ledger/messaging/topics';
import { readReply, type GateReply } from './gate-reply';

const BACK_OFF: BackOff = { initialDelayMs: 250, maximumDelayMs: 5_000 };
/** So long the broker keeps an answer without records; with one it answers at once. */
const MAXIMUM_WAIT_MS = 1_000;

export interface ReplyListenerOptions {
  readonly kafka: Kafka;
  readonly log: KafkaLog;
  /** The name under which this process asks. */
  readonly instance: string;
  readonly onReply: (reply: GateReply) => void;
}

/**
 * Hands over the gate's answers for this process, from the moment of its start on. It has a consumer group of its own,
 * without offsets: after a lost connection it goes on at the end; what was missed then is asked for again by the client.
 */
export class ReplyListener {
  private readonly closing = new AbortController();
  private consumer: Consumer | undefined;
  private listening: Promise<void> = Promise.resolve();

  constructor(private readonly options: ReplyListenerOptions) {}

  /** Resolves when no answer given from now on will be missed. */
  async start(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.listening = this.listen(resolve);
    });
  }

  async stop(): Promise<void> {
    this.closing.abort();
    await this.consumer?.disconnect().catch(() => undefined);
    await this.listening;
  }

  private async listen(onReady: () => void): Promise<void> {
    const { log } = this.options;
    const { signal } = this.closing;
    for (let failures = 0; !signal.aborted; failures += 1) {
      try {
        await this.listenOnce(() => {
          failures = 0;
          onReady();
        });
      } catch (error) {
        if (signal.aborted) break;
        log.warn(`answers of the gate: ${error instanceof Error ? error.message : String(error)}`);
      }
      await pause(delayMs(BACK_OFF, failures), signal);
    }
    onReady();
  }

  /** One life of a consumer; resolves at the end, rejects with what ended it. */
  private async listenOnce(onReady: () => void): Promise<void> {
    const { kafka, instance } = this.options;
    const consumer = kafka.consumer({
      groupId: `partner-ledger.replies.${instance}`,
      maxWaitTimeInMs: MAXIMUM_WAIT_MS,
      allowAutoTopicCreation: false,
      retry: { restartOnFailure: () => Promise.resolve(false) },
    });
    this.consumer = consumer;
    const ends = await this.endOfTopic();
    const ended = new Promise<void>((resolve, reject) => {
      consumer.on(consumer.events.CRASH, ({ payload }) => reject(payload.error));
      this.closing.signal.addEventListener('abort', () => resolve(), { once: true });
    });
    ended.catch(() => undefined);
    try {
      await consumer.connect();
      await consumer.subscribe({ topic: REPLIES_TOPIC });
      await consumer.run({ autoCommit: false, eachMessage: ({ message }) => Promise.resolve(this.receive(message)) });
      for (const { partition, high } of ends) consumer.seek({ topic: REPLIES_TOPIC, partition, offset: high });
      onReady();
      await ended;
    } finally {
      await consumer.disconnect();
    }
  }

  private async endOfTopic(): Promise<{ partition: number; high: string }[]> {
    const admin = this.options.kafka.admin();
    await admin.connect();
    try {
      return await admin.fetchTopicOffsets(REPLIES_TOPIC);
    } finally {
      await admin.disconnect();
    }
  }

  private receive({ key, value }: { key: Buffer | null; value: Buffer | null }): void {
    if (value === null || key?.toString('utf8') !== this.options.instance) return;
    this.options.onReply(readReply(value.toString('utf8')));
  }
}
