import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { Server, ServerCredentials, type UntypedServiceImplementation } from '@grpc/grpc-js';
import { GossipService } from '@eventstore/db-client/generated/gossip_grpc_pb';
import { ServerFeaturesService } from '@eventstore/db-client/generated/serverfeatures_grpc_pb';
import { StreamsService } from '@eventstore/db-client/generated/streams_grpc_pb';
import type { AccessRules } from './access';
import { append, batchAppend } from './append-service';
import { gossip, supportedMethods } from './cluster-services';
import type { EventLog } from './event-log';
import { FaultSwitch } from './faults';
import { read } from './read-service';

export interface GrpcServerOptions extends AccessRules {
  /** 0: any that is free. */
  readonly port: number;
  /** PEM files; without them the server speaks no TLS. */
  readonly tls?: { readonly keyFile: string; readonly certFile: string } | undefined;
}

export interface GrpcServer {
  readonly port: number;
  readonly faults: FaultSwitch;
  stop(): Promise<void>;
}

/** EventStoreDB's services on the definitions that the client package brings, over connections that can be broken. */
export async function serveGrpc(log: EventLog, options: GrpcServerOptions): Promise<GrpcServer> {
  const sockets = new Set<Socket>();
  const hangUp = () => sockets.forEach((socket) => socket.destroy());
  const faults = new FaultSwitch(hangUp);
  const grpc = new Server();
  let port = 0;
  const streams: UntypedServiceImplementation = {
    read: read(log, faults, options),
    append: append(log, faults, options),
    batchAppend: batchAppend(log, faults, options),
  };
  grpc.addService(StreamsService, streams);
  grpc.addService(ServerFeaturesService, { getSupportedMethods: supportedMethods });
  grpc.addService(GossipService, { read: gossip(() => `127.0.0.1:${port}`, options) });
  const injector = grpc.createConnectionInjector(credentials(options.tls));
  const listener = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => undefined);
    injector.injectConnection(socket);
  });
  listener.listen(options.port, '127.0.0.1');
  await once(listener, 'listening');
  port = (listener.address() as AddressInfo).port;
  const stop = async () => {
    listener.close();
    injector.destroy();
    hangUp();
    await once(listener, 'close');
    grpc.forceShutdown();
  };
  return { port, faults, stop };
}

function credentials(tls: GrpcServerOptions['tls']): ServerCredentials {
  if (tls === undefined) return ServerCredentials.createInsecure();
  return ServerCredentials.createSsl(null, [
    { private_key: readFileSync(tls.keyFile), cert_chain: readFileSync(tls.certFile) },
  ]);
}
