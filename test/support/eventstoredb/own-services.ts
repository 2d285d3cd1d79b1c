import { ServerFeaturesService } from '@eventstore/db-client/generated/serverfeatures_grpc_pb';
import { StreamsService } from '@eventstore/db-client/generated/streams_grpc_pb';
import { append, batchAppend } from './append-service';
import { supportedMethods } from './cluster-services';
import { deleteStream, tombstone } from './delete-service';
import type { EventLog } from './event-log';
import type { AddServices } from './grpc-server';
import { read } from './read-service';

/** The services of the server of the tests, on a log of its own. */
export function ownServices(log: EventLog): AddServices {
  return (grpc, { faults, rules }) => {
    grpc.addService(StreamsService, {
      read: read(log, faults, rules),
      append: append(log, faults, rules),
      batchAppend: batchAppend(log, faults, rules),
      delete: deleteStream(log, rules),
      tombstone: tombstone(log, rules),
    });
    grpc.addService(ServerFeaturesService, { getSupportedMethods: supportedMethods });
  };
}
