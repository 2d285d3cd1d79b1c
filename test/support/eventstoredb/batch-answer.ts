import { Any } from 'google-protobuf/google/protobuf/any_pb';
import { Empty } from 'google-protobuf/google/protobuf/empty_pb';
import { Code } from '@eventstore/db-client/generated/code_pb';
import {
  AllStreamPosition,
  BadRequest,
  MaximumAppendSizeExceeded,
  StreamDeleted,
  StreamIdentifier,
  Timeout,
  type UUID,
  WrongExpectedVersion,
} from '@eventstore/db-client/generated/shared_pb';
import { Status } from '@eventstore/db-client/generated/status_pb';
import { BatchAppendResp } from '@eventstore/db-client/generated/streams_pb';
import { type AppendAnswer, MAX_APPEND_BYTES } from './append-events';
import type { ExpectedRevision } from './check-expected-revision';

/** The answer to one append of a batch, as EventStoreDB words it. */
export function batchAnswer(
  correlationId: UUID | undefined,
  stream: string,
  expected: ExpectedRevision,
  answer: AppendAnswer | { readonly kind: 'malformed' },
): BatchAppendResp {
  const response = new BatchAppendResp();
  response.setCorrelationId(correlationId);
  response.setStreamIdentifier(new StreamIdentifier().setStreamName(Uint8Array.from(Buffer.from(stream))));
  switch (answer.kind) {
    case 'success': {
      const position = new AllStreamPosition();
      position.setCommitPosition(String(answer.position)).setPreparePosition(String(answer.position));
      const success = new BatchAppendResp.Success().setPosition(position);
      if (answer.revision < 0) success.setNoStream(new Empty());
      else success.setCurrentRevision(String(answer.revision));
      return response.setSuccess(success);
    }
    case 'wrong_expected_revision': {
      const wrong = new WrongExpectedVersion();
      if (answer.current < 0) wrong.setCurrentNoStream(new Empty());
      else wrong.setCurrentStreamRevision(String(answer.current));
      if (typeof expected === 'number') wrong.setExpectedStreamPosition(String(expected));
      else if (expected === 'no_stream') wrong.setExpectedNoStream(new Empty());
      return response.setError(
        failure(Code.FAILED_PRECONDITION, 'WrongExpectedVersion', 'Wrong expected version', wrong),
      );
    }
    case 'too_large': {
      const limit = new MaximumAppendSizeExceeded().setMaxappendsize(MAX_APPEND_BYTES);
      return response.setError(failure(Code.INVALID_ARGUMENT, 'MaximumAppendSizeExceeded', 'Too large', limit));
    }
    case 'deleted': {
      const deleted = new StreamDeleted().setStreamIdentifier(response.getStreamIdentifier());
      return response.setError(failure(Code.FAILED_PRECONDITION, 'StreamDeleted', 'Stream deleted', deleted));
    }
    case 'timeout':
      return response.setError(failure(Code.DEADLINE_EXCEEDED, 'Timeout', 'Timeout', new Timeout()));
    case 'malformed':
      return response.setError(failure(Code.INVALID_ARGUMENT, 'BadRequest', 'BadRequest', new BadRequest()));
  }
}

function failure(code: Code, name: string, message: string, details: { serializeBinary(): Uint8Array }): Status {
  const packed = new Any();
  packed.pack(details.serializeBinary(), `event_store.client.${name}`);
  return new Status().setCode(code).setMessage(message).setDetails(packed);
}
