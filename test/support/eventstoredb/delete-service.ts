import { type handleUnaryCall, Metadata, status } from '@grpc/grpc-js';
import {
  type DeleteReq,
  DeleteResp,
  type TombstoneReq,
  TombstoneResp,
} from '@eventstore/db-client/generated/streams_pb';
import { type AccessRules, refusal, serviceError, streamDeleted } from './access';
import type { EventLog, LoggedEvent } from './event-log';

/** Takes a stream away until something is appended to it. (Any revision is expected.) */
export function deleteStream(log: EventLog, rules: AccessRules): handleUnaryCall<DeleteReq, DeleteResp> {
  return ({ metadata, request }, callBack) => {
    const stream = nameOf(request);
    const refused = refusal(rules, metadata, true) ?? (log.tombstoned.has(stream) ? streamDeleted(stream) : undefined);
    if (refused !== undefined) return callBack(refused);
    if (!log.streams.has(stream) || log.isDeleted(stream)) return callBack(wrongVersion(stream));
    void log.beginAt(stream, undefined).then((last) => {
      const position = new DeleteResp.Position();
      callBack(null, new DeleteResp().setPosition(placed(position, last)));
    });
  };
}

/** Takes a stream away for good. (Any revision is expected.) */
export function tombstone(log: EventLog, rules: AccessRules): handleUnaryCall<TombstoneReq, TombstoneResp> {
  return ({ metadata, request }, callBack) => {
    const stream = nameOf(request);
    const refused = refusal(rules, metadata, true) ?? (log.tombstoned.has(stream) ? streamDeleted(stream) : undefined);
    if (refused !== undefined) return callBack(refused);
    void log.tombstone(stream).then((last) => {
      const position = new TombstoneResp.Position();
      callBack(null, new TombstoneResp().setPosition(placed(position, last)));
    });
  };
}

function nameOf(request: DeleteReq | TombstoneReq): string {
  const name = request.getOptions()?.getStreamIdentifier()?.getStreamName_asU8();
  return Buffer.from(name ?? []).toString('utf8');
}

function placed<P extends DeleteResp.Position | TombstoneResp.Position>(position: P, last: LoggedEvent | undefined): P {
  position.setCommitPosition(String(last?.position ?? 0));
  position.setPreparePosition(String(last?.position ?? 0));
  return position;
}

function wrongVersion(stream: string) {
  const metadata = new Metadata();
  metadata.set('exception', 'wrong-expected-version');
  metadata.set('stream-name', stream);
  metadata.set('expected-version', '-2');
  metadata.set('actual-version', '-1');
  return serviceError(
    status.FAILED_PRECONDITION,
    `Delete failed due to WrongExpectedVersion. Stream: ${stream}`,
    metadata,
  );
}
