import { randomUUID } from 'node:crypto';
import { type handleServerStreamingCall, Metadata, type ServerWritableStream, status } from '@grpc/grpc-js';
import { StreamIdentifier, UUID } from '@eventstore/db-client/generated/shared_pb';
import { type ReadReq, ReadResp } from '@eventstore/db-client/generated/streams_pb';
import { type AccessRules, refusal, serviceError, streamDeleted } from './access';
import type { EventLog, LoggedEvent } from './event-log';
import type { FaultSwitch } from './faults';
import { allPlaces, passesFilter, streamPlaces, subscriptionStart, Tombstoned, Unreadable } from './read-request';

type Call = ServerWritableStream<ReadReq, ReadResp>;

/** The server's own search window when the client names none. */
const SEARCH_WINDOW = 32;
/** So many matches the server reads at once. */
const PAGE_MATCHES = 32;

/** Reads of a stream or of `$all`, and subscriptions to `$all`. */
export function read(
  log: EventLog,
  faults: FaultSwitch,
  rules: AccessRules,
): handleServerStreamingCall<ReadReq, ReadResp> {
  return (call) => {
    const refused = refusal(rules, call.metadata, false);
    if (refused !== undefined) {
      call.emit('error', refused);
      return;
    }
    call.on('error', () => undefined);
    void (async () => {
      if (!(await faults.admit())) return;
      const options = call.request.getOptions();
      if (options?.hasSubscription()) await subscribe(call, log, options);
      else if (options !== undefined) await answerRead(call, log, options);
    })().catch((error: unknown) => {
      if (error instanceof Tombstoned) call.emit('error', streamDeleted(error.stream));
      else if (error instanceof Unreadable)
        call.emit('error', serviceError(status.UNKNOWN, error.message, new Metadata()));
      else throw error;
    });
  };
}

async function answerRead(call: Call, log: EventLog, options: ReadReq.Options): Promise<void> {
  const places = options.hasStream() ? streamPlaces(log, options) : allPlaces(log, options);
  if (places === undefined) {
    const notFound = new ReadResp.StreamNotFound();
    notFound.setStreamIdentifier(options.getStream()?.getStreamIdentifier());
    call.write(new ReadResp().setStreamNotFound(notFound));
  }
  for (const place of places ?? []) {
    const event = log.events[place];
    if (call.cancelled) return;
    if (event !== undefined) await write(call, eventResponse(event));
  }
  call.end();
}

/** Catches up page by page, says so, and follows event by event. Checkpoints come after each search window. */
async function subscribe(call: Call, log: EventLog, options: ReadReq.Options): Promise<void> {
  const start = subscriptionStart(log, options);
  const confirmation = new ReadResp.SubscriptionConfirmation().setSubscriptionId(randomUUID());
  await write(call, new ReadResp().setConfirmation(confirmation));
  const filter = options.getFilter();
  const window = filter?.hasMax() ? filter.getMax() : SEARCH_WINDOW;
  const following = new Following(call, log, passesFilter(filter), {
    window,
    interval: filter === undefined ? Infinity : window * filter.getCheckpointintervalmultiplier(),
  });
  let next = await following.catchUp(start);
  await write(call, new ReadResp().setCaughtUp(new ReadResp.CaughtUp()));
  while (!call.cancelled) {
    if (next < log.durableCount) await following.live(next++);
    else await beyond(call, log, next);
  }
}

/** A subscription on its way through the log. */
class Following {
  private considered = 0;

  constructor(
    private readonly call: Call,
    private readonly log: EventLog,
    private readonly passes: (event: LoggedEvent) => boolean,
    private readonly checkpoints: { readonly window: number; readonly interval: number },
  ) {}

  /** Reads to the end of the log; resolves to the place after it. */
  async catchUp(start: number): Promise<number> {
    let next = start;
    while (!this.call.cancelled && next < this.log.durableCount) next = await this.page(next);
    return next;
  }

  async live(place: number): Promise<void> {
    const event = this.log.events[place];
    if (event === undefined) return;
    if (this.passes(event)) await write(this.call, eventResponse(event));
    if (this.isCheckpointDue(1)) await write(this.call, checkpointResponse(event.position, event.position));
  }

  /** A search window, or as many matches as a page takes. A checkpoint names the last match, or else where it began. */
  private async page(start: number): Promise<number> {
    const first = this.log.events[start]?.position ?? 0;
    let last: number | undefined;
    let matches = 0;
    let next = start;
    const end = Math.min(this.log.durableCount, start + this.checkpoints.window);
    while (next < end && matches < PAGE_MATCHES && !this.call.cancelled) {
      const event = this.log.events[next++];
      if (event === undefined || !this.passes(event)) continue;
      matches++;
      last = event.position;
      await write(this.call, eventResponse(event));
    }
    if (this.isCheckpointDue(next - start)) {
      await write(this.call, checkpointResponse(last ?? first, last ?? first - 1));
    }
    return next;
  }

  private isCheckpointDue(considered: number): boolean {
    this.considered += considered;
    if (this.considered < this.checkpoints.interval) return false;
    this.considered %= this.checkpoints.interval;
    return true;
  }
}

/** Resolves when the client takes more, or is gone. */
function write(call: Call, response: ReadResp): Promise<void> | void {
  if (call.cancelled || call.write(response)) return;
  return new Promise((resolve) => {
    const done = () => {
      call.off('drain', done);
      call.off('cancelled', done);
      resolve();
    };
    call.on('drain', done);
    call.on('cancelled', done);
  });
}

function beyond(call: Call, log: EventLog, count: number): Promise<void> {
  return new Promise((resolve) => {
    // Events may have come meanwhile: then it calls back at once.
    let forget: () => void = () => undefined;
    const gone = () => {
      forget();
      resolve();
    };
    call.on('cancelled', gone);
    forget = log.onceBeyond(count, () => {
      call.off('cancelled', gone);
      resolve();
    });
    if (call.cancelled) gone();
  });
}

function eventResponse(event: LoggedEvent): ReadResp {
  const recorded = new ReadResp.ReadEvent.RecordedEvent();
  recorded.setId(new UUID().setString(event.id));
  recorded.setStreamIdentifier(new StreamIdentifier().setStreamName(Uint8Array.from(Buffer.from(event.stream))));
  recorded.setStreamRevision(String(event.revision));
  recorded.setCommitPosition(String(event.position)).setPreparePosition(String(event.position));
  recorded.getMetadataMap().set('type', event.type);
  recorded.getMetadataMap().set('content-type', event.contentType);
  recorded.getMetadataMap().set('created', event.createdTicks);
  recorded.setData(Uint8Array.from(event.data)).setCustomMetadata(Uint8Array.from(event.metadata));
  const readEvent = new ReadResp.ReadEvent().setEvent(recorded).setCommitPosition(String(event.position));
  return new ReadResp().setEvent(readEvent);
}

function checkpointResponse(commit: number, prepare: number): ReadResp {
  const checkpoint = new ReadResp.Checkpoint();
  checkpoint.setCommitPosition(String(commit)).setPreparePosition(String(prepare));
  return new ReadResp().setCheckpoint(checkpoint);
}
