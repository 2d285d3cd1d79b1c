import { randomUUID } from 'node:crypto';
import type { handleServerStreamingCall, ServerWritableStream } from '@grpc/grpc-js';
import { StreamIdentifier, UUID } from '@eventstore/db-client/generated/shared_pb';
import { type ReadReq, ReadResp } from '@eventstore/db-client/generated/streams_pb';
import { type AccessRules, refusal } from './access';
import type { EventLog, LoggedEvent } from './event-log';
import type { FaultSwitch } from './faults';
import { allPlaces, passesFilter, streamPlaces, subscriptionStart } from './read-request';

type Call = ServerWritableStream<ReadReq, ReadResp>;

/** The server's own search window when the client names none. */
const SEARCH_WINDOW = 32;

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
    })();
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

/** Catches up, says so, and follows. Checkpoints come after each search window, on the way and live. */
async function subscribe(call: Call, log: EventLog, options: ReadReq.Options): Promise<void> {
  const confirmation = new ReadResp.SubscriptionConfirmation().setSubscriptionId(randomUUID());
  await write(call, new ReadResp().setConfirmation(confirmation));
  const filter = options.getFilter();
  const passes = passesFilter(filter);
  const window =
    (filter?.hasMax() ? filter.getMax() : SEARCH_WINDOW) * (filter?.getCheckpointintervalmultiplier() ?? 1);
  let next = subscriptionStart(log, options);
  let considered = 0;
  let caughtUp = false;
  while (!call.cancelled) {
    const event = next < log.durableCount ? log.events[next] : undefined;
    if (event === undefined) {
      if (!caughtUp) await write(call, new ReadResp().setCaughtUp(new ReadResp.CaughtUp()));
      caughtUp = true;
      await beyond(call, log, next);
      continue;
    }
    if (passes(event)) await write(call, eventResponse(event));
    if (filter !== undefined && ++considered % window === 0) await write(call, checkpointResponse(event.position));
    next++;
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

function checkpointResponse(position: number): ReadResp {
  const checkpoint = new ReadResp.Checkpoint();
  checkpoint.setCommitPosition(String(position)).setPreparePosition(String(position));
  return new ReadResp().setCheckpoint(checkpoint);
}
