import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { Server, ServerCredentials } from '@grpc/grpc-js';
import { GossipService } from '@eventstore/db-client/generated/gossip_grpc_pb';
import type { AccessRules } from './access';
import { gossip } from './cluster-services';
import { FaultSwitch } from './faults';

export interface GrpcServerOptions extends AccessRules {
  /** 0: any that is free. */
  readonly port: number;
  /** Ends all that serves with SIGKILL. */
  readonly killAll: () => void;
  /** PEM files; without them the server speaks no TLS. */
  readonly tls?: { readonly keyFile: string; readonly certFile: string } | undefined;
}

export interface GrpcServer {
  readonly port: number;
  readonly faults: FaultSwitch;
  stop(): Promise<void>;
}

/** Gives a server the services of streams, which obey the faults and the rules. */
export type AddServices = (
  grpc: Server,
  obeying: { readonly faults: FaultSwitch; readonly rules: AccessRules },
) => void;

/** EventStoreDB's services on the definitions that the client package brings, over connections that can be broken. */
export async function serveGrpc(addServices: AddServices, options: GrpcServerOptions): Promise<GrpcServer> {
  const sockets = new Set<Socket>();
  const hangUp = () => sockets.forEach((socket) => socket.destroy());
  const faults = new FaultSwitch(hangUp, options.killAll);
  const grpc = new Server({ 'grpc.max_receive_message_length': -1, 'grpc.max_send_message_length': -1 });
  let port = 0;
  addServices(grpc, { faults, rules: options });
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
