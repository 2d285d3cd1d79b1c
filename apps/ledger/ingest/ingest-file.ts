import { inputName, readJsonLines, type JsonLine } from '@ledger/hosting/input/read-json-lines';
import { UserError } from '@ledger/hosting/process/user-error';
import { cutIntoRequests, REQUEST_LIMITS, type EventLine } from './cut-into-requests';
import { IngestTally } from './ingest-tally';
import { postEvents } from './post-events';
import type { Receiver } from './send-request';

export interface IngestOptions extends Receiver {
  /** NDJSON; `-` is standard input. */
  readonly file: string;
  /** Told of the bytes of each line that was read. */
  readonly onRead: (bytes: number) => void;
  /** Takes the tally, also before an error. */
  readonly print: (text: string) => void;
}

/**
 * Sends a file of events, one request after the other.
 * @throws UserError after the tally of what was sent: a line that is no JSON, an event or a request that is refused
 */
export async function ingestFile({ file, onRead, print, ...receiver }: IngestOptions): Promise<void> {
  const tally = new IngestTally();
  let fedUpTo = 0;
  try {
    for await (const request of cutIntoRequests(told(readJsonLines(file), onRead), REQUEST_LIMITS)) {
      for await (const { events, answers } of sendInParts(receiver, request, inputName(file))) {
        tally.count(answers);
        fedUpTo = events.at(-1)?.lineNumber ?? fedUpTo;
      }
    }
  } catch (error) {
    print(tally.summary());
    throw error instanceof UserError ? new UserError(`${error.message}; ${howFar(fedUpTo)}`, error.kind) : error;
  }
  print(tally.summary());
}

/** Sends a request; one that is too large for the receiver goes in halves, down to single events. */
async function* sendInParts(receiver: Receiver, request: readonly EventLine[], name: string) {
  const waiting: (readonly EventLine[])[] = [request];
  for (let events = waiting.pop(); events !== undefined; events = waiting.pop()) {
    const outcome = await postEvents(receiver, events);
    if (outcome.type === 'answered') {
      yield { events, answers: outcome.answers };
      continue;
    }
    if (events.length === 1) {
      const place = `${name}:${events[0]?.lineNumber}`;
      throw new UserError(`${place}: this event alone is too large for ${receiver.url} (${outcome.problem})`);
    }
    const middle = Math.ceil(events.length / 2);
    waiting.push(events.slice(middle), events.slice(0, middle));
  }
}

async function* told(lines: AsyncIterable<JsonLine>, onRead: (bytes: number) => void): AsyncGenerator<JsonLine> {
  for await (const line of lines) {
    onRead(line.bytes);
    yield line;
  }
}

function howFar(line: number): string {
  return line === 0
    ? 'nothing was fed for certain, and running it again is safe'
    : `lines up to ${line} are fed, and running it again is safe`;
}
