import {
  Client,
  credentials,
  Metadata,
  type MethodDefinition,
  type sendUnaryData,
  type ServerDuplexStream,
  type ServerReadableStream,
  type ServerUnaryCall,
  type ServerWritableStream,
  type ServiceError,
  status,
  type UntypedServiceImplementation,
} from '@grpc/grpc-js';
import { ServerFeaturesService } from '@eventstore/db-client/generated/serverfeatures_grpc_pb';
import { StreamsService } from '@eventstore/db-client/generated/streams_grpc_pb';
import { AppendResp, BatchAppendResp } from '@eventstore/db-client/generated/streams_pb';
import { refusal } from './access';
import type { AddServices } from './grpc-server';

type Bytes = MethodDefinition<Buffer, Buffer>;

const WITHOUT_LIMIT = { 'grpc.max_receive_message_length': -1, 'grpc.max_send_message_length': -1 };
/** What belongs to one connection, and is made anew on the next. */
const OF_THE_CONNECTION = /^(content-type|date|server|user-agent|grpc-|te$|host|:)/;

/**
 * The services of a real EventStoreDB, each message passed on as the bytes it came in, with the faults of the server of
 * the tests between: what it answers is its own, when and whether that arrives is the test's.
 */
export function forwardedServices(upstreamPort: number): AddServices {
  const upstream = new Client(`127.0.0.1:${upstreamPort}`, credentials.createInsecure(), WITHOUT_LIMIT);
  return (grpc, { faults, rules }) => {
    const definition = inBytes(StreamsService);
    const features = inBytes(ServerFeaturesService);
    const { read, append, batchAppend } = definition;
    const unary =
      ({ path }: Bytes) =>
      (call: ServerUnaryCall<Buffer, Buffer>, callBack: sendUnaryData<Buffer>) =>
        void upstream.makeUnaryRequest(path, same, same, call.request, cleaned(call.metadata), (error, value) =>
          callBack(error === null ? null : passedOn(error), value),
        );
    const streams: UntypedServiceImplementation = {
      ...Object.fromEntries(Object.entries(definition).map(([name, method]) => [name, unary(method)])),
      read: (call: ServerWritableStream<Buffer, Buffer>) => {
        const refused = refusal(rules, call.metadata, false);
        if (refused !== undefined) return void call.emit('error', refused);
        call.on('error', () => undefined);
        void faults.admit().then((admitted) => {
          if (!admitted) return;
          const above = upstream.makeServerStreamRequest(
            pathOf(read),
            same,
            same,
            call.request,
            cleaned(call.metadata),
          );
          above.on('data', (message: Buffer) => {
            if (call.write(message)) return;
            above.pause();
            call.once('drain', () => above.resume());
          });
          above.on('end', () => call.end());
          above.on('error', (error: ServiceError) => call.cancelled || call.emit('error', passedOn(error)));
          call.on('cancelled', () => above.cancel());
        });
      },
      batchAppend: (call: ServerDuplexStream<Buffer, Buffer>) => {
        const refused = refusal(rules, call.metadata, true);
        if (refused !== undefined) return void call.emit('error', refused);
        const above = upstream.makeBidiStreamRequest(pathOf(batchAppend), same, same, cleaned(call.metadata));
        let before = Promise.resolve();
        const next = (action: () => void) =>
          (before = before.then(() => faults.admit()).then((is) => is && action()) as Promise<void>);
        call.on('data', (message: Buffer) => void next(() => above.write(message)));
        call.on('end', () => void next(() => above.end()));
        for (const ending of ['error', 'cancelled']) call.on(ending, () => above.cancel());
        above.on('data', (message: Buffer) => {
          if (BatchAppendResp.deserializeBinary(message).hasSuccess() && !faults.answersAppend()) return;
          if (!call.cancelled && call.writable) call.write(message);
        });
        above.on('end', () => call.end());
        above.on('error', (error: ServiceError) => call.cancelled || call.emit('error', passedOn(error)));
      },
      append: (call: ServerReadableStream<Buffer, Buffer>, callBack: sendUnaryData<Buffer>) => {
        const refused = refusal(rules, call.metadata, true);
        if (refused !== undefined) return callBack(refused);
        const answer = (error: ServiceError | null, value?: Buffer) => {
          if (error !== null) return callBack(passedOn(error));
          if (AppendResp.deserializeBinary(value ?? Buffer.of()).hasSuccess() && !faults.answersAppend()) return;
          callBack(null, value);
        };
        const above = upstream.makeClientStreamRequest(pathOf(append), same, same, cleaned(call.metadata), answer);
        call.on('data', (message: Buffer) => above.write(message));
        call.on('end', () => void faults.admit().then((admitted) => admitted && above.end()));
      },
    };
    grpc.addService(definition, streams);
    grpc.addService(
      features,
      Object.fromEntries(Object.entries(features).map(([name, method]) => [name, unary(method)])),
    );
  };
}

function same(bytes: Buffer): Buffer {
  return bytes;
}

function inBytes(service: Record<string, Bytes>): Record<string, Bytes> {
  const asTheyAre = {
    requestSerialize: same,
    requestDeserialize: same,
    responseSerialize: same,
    responseDeserialize: same,
  };
  return Object.fromEntries(Object.entries(service).map(([name, method]) => [name, { ...method, ...asTheyAre }]));
}

function pathOf(method: Bytes | undefined): string {
  return method?.path ?? '';
}

function cleaned(metadata: Metadata): Metadata {
  const kept = new Metadata();
  for (const [key, value] of Object.entries(metadata.getMap())) {
    if (!OF_THE_CONNECTION.test(key)) kept.set(key, value);
  }
  return kept;
}

function passedOn({ code = status.UNKNOWN, details, message, metadata }: ServiceError): ServiceError {
  return Object.assign(new Error(message), { code, details, metadata: cleaned(metadata ?? new Metadata()) });
}
