import {
  type handleBidiStreamingCall,
  type handleClientStreamingCall,
  Metadata,
  type ServerDuplexStream,
  status,
} from '@grpc/grpc-js';
import { Empty, StreamIdentifier, type UUID } from '@eventstore/db-client/generated/shared_pb';
import {
  AppendReq,
  AppendResp,
  type BatchAppendReq,
  BatchAppendReq as Batch,
  type BatchAppendResp,
} from '@eventstore/db-client/generated/streams_pb';
import { type AccessRules, refusal, serviceError, streamDeleted } from './access';
import { type AppendAnswer, appendEvents, givenUp, isMalformed } from './append-events';
import { batchAnswer } from './batch-answer';
import type { ExpectedRevision } from './check-expected-revision';
import type { EventLog, ProposedEvent } from './event-log';
import type { FaultSwitch } from './faults';

type Proposed = AppendReq.ProposedMessage | BatchAppendReq.ProposedMessage;

/** An append that comes in several messages. */
interface Gathering {
  readonly stream: string;
  readonly expected: ExpectedRevision;
  readonly events: ProposedEvent[];
}

/** Appends of many streams over one call: each is answered by its correlation id, in the order in which it came. */
export function batchAppend(
  log: EventLog,
  faults: FaultSwitch,
  rules: AccessRules,
): handleBidiStreamingCall<BatchAppendReq, BatchAppendResp> {
  return (call) => {
    const refused = refusal(rules, call.metadata, true);
    if (refused !== undefined) return void call.emit('error', refused);
    const gathering = new Map<string, Gathering>();
    let before = Promise.resolve(true);
    call.on('data', (request: BatchAppendReq) => {
      const id = request.getCorrelationId()?.getString() ?? '';
      const options = request.getOptions();
      const each = gathering.get(id) ?? { stream: '', expected: 'any' as const, events: [] };
      const current = options === undefined ? each : { ...each, ...batchTarget(options) };
      current.events.push(...request.getProposedMessagesList().map(proposedEvent));
      gathering.set(id, current);
      if (!request.getIsFinal()) return;
      gathering.delete(id);
      // One after the other up to the moment in which each is taken in, then all at once wait for the disk.
      before = before
        .then(() => faults.admit())
        .then((admitted) => {
          if (admitted) void answerBatch(call, request.getCorrelationId(), current, log, faults);
          return true;
        });
    });
    call.on('end', () => call.end());
    call.on('error', () => undefined);
  };
}

async function answerBatch(
  call: ServerDuplexStream<BatchAppendReq, BatchAppendResp>,
  correlationId: UUID | undefined,
  { stream, expected, events }: Gathering,
  log: EventLog,
  faults: FaultSwitch,
): Promise<void> {
  const say = (to: UUID | undefined, answer: Parameters<typeof batchAnswer>[3]) => {
    if (!call.cancelled && call.writable) call.write(batchAnswer(to, stream, expected, answer));
  };
  const malformed = isMalformed(stream, events);
  if (malformed !== undefined) {
    say(correlationId, { kind: 'malformed' });
    if (malformed === 'twice') say(undefined, await givenUp());
    return;
  }
  const answer = await appendEvents(log, stream, expected, events);
  if (answer.kind !== 'success' || faults.answersAppend()) say(correlationId, answer);
}

/** One append in a call of its own: what the client does when credentials are given with the call. */
export function append(
  log: EventLog,
  faults: FaultSwitch,
  rules: AccessRules,
): handleClientStreamingCall<AppendReq, AppendResp> {
  return (call, callBack) => {
    const refused = refusal(rules, call.metadata, true);
    if (refused !== undefined) return callBack(refused);
    let target: Gathering = { stream: '', expected: 'any', events: [] };
    call.on('data', (request: AppendReq) => {
      const options = request.getOptions();
      if (options !== undefined) target = { ...target, ...appendTarget(options) };
      const message = request.getProposedMessage();
      if (message !== undefined) target.events.push(proposedEvent(message));
    });
    call.on('end', () => {
      void (async () => {
        if (!(await faults.admit())) return;
        const answer = await appendEvents(log, target.stream, target.expected, target.events);
        if (answer.kind === 'success' && !faults.answersAppend()) return;
        if (answer.kind === 'too_large') callBack(tooLarge());
        else if (answer.kind === 'deleted') callBack(streamDeleted(target.stream));
        else if (answer.kind === 'timeout')
          callBack(serviceError(status.ABORTED, 'Operation timed out', new Metadata()));
        else callBack(null, appendAnswer(answer));
      })();
    });
  };
}

function batchTarget(options: BatchAppendReq.Options): { stream: string; expected: ExpectedRevision } {
  const { ExpectedStreamPositionCase: is } = Batch.Options;
  const expected: Partial<Record<number, ExpectedRevision>> = {
    [is.STREAM_POSITION]: Number(options.getStreamPosition()),
    [is.NO_STREAM]: 'no_stream',
    [is.STREAM_EXISTS]: 'stream_exists',
  };
  return {
    stream: streamName(options.getStreamIdentifier()),
    expected: expected[options.getExpectedStreamPositionCase()] ?? 'any',
  };
}

function appendTarget(options: AppendReq.Options): { stream: string; expected: ExpectedRevision } {
  const { ExpectedStreamRevisionCase: is } = AppendReq.Options;
  const expected: Partial<Record<number, ExpectedRevision>> = {
    [is.REVISION]: Number(options.getRevision()),
    [is.NO_STREAM]: 'no_stream',
    [is.STREAM_EXISTS]: 'stream_exists',
  };
  return {
    stream: streamName(options.getStreamIdentifier()),
    expected: expected[options.getExpectedStreamRevisionCase()] ?? 'any',
  };
}

function streamName(identifier: StreamIdentifier | undefined): string {
  return Buffer.from((identifier ?? new StreamIdentifier()).getStreamName_asU8()).toString('utf8');
}

function proposedEvent(message: Proposed): ProposedEvent {
  return {
    id: message.getId()?.getString() ?? '',
    type: message.getMetadataMap().get('type') ?? '',
    contentType: message.getMetadataMap().get('content-type') ?? '',
    data: Buffer.from(message.getData_asU8()),
    metadata: Buffer.from(message.getCustomMetadata_asU8()),
  };
}

function appendAnswer(answer: Extract<AppendAnswer, { kind: 'success' | 'wrong_expected_revision' }>): AppendResp {
  if (answer.kind === 'wrong_expected_revision') {
    const wrong = new AppendResp.WrongExpectedVersion();
    if (answer.current < 0) wrong.setCurrentNoStream(new Empty());
    else wrong.setCurrentRevision(String(answer.current));
    return new AppendResp().setWrongExpectedVersion(wrong);
  }
  const position = new AppendResp.Position();
  position.setCommitPosition(String(answer.position)).setPreparePosition(String(answer.position));
  const success = new AppendResp.Success().setPosition(position);
  if (answer.revision < 0) success.setNoStream(new Empty());
  else success.setCurrentRevision(String(answer.revision));
  return new AppendResp().setSuccess(success);
}

function tooLarge() {
  const metadata = new Metadata();
  metadata.set('exception', 'maximum-append-size-exceeded');
  metadata.set('maximum-append-size', String(1024 * 1024));
  return serviceError(status.INVALID_ARGUMENT, 'Maximum Append Size Exceeded.', metadata);
}
