import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** How a real EventStoreDB is to run for tests. */
export interface RealServerOptions {
  /** Where it lies unpacked: a folder with `server` and `dotnet8`. */
  readonly home: string;
  /** Data, logs and what it prints; a server started on it again has all its events. */
  readonly folder: string;
  readonly port: number;
  readonly replicationPort: number;
  /** Options of the server itself, for TLS or a cluster. */
  readonly more: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
}

/** Alone, and open to whoever reaches the loopback address. */
export const SINGLE_AND_INSECURE = ['--insecure', '--cluster-size', '1'];

/**
 * Where a real EventStoreDB lies unpacked, by EVENTSTOREDB_HOME; undefined: none is at hand.
 * @throws Error in one line when the variable names something else
 */
export function realServerHome(): string | undefined {
  const home = process.env['EVENTSTOREDB_HOME'];
  if (home === undefined || home === '') return undefined;
  if (!existsSync(join(home, 'server', 'EventStore.ClusterNode.dll'))) {
    throw new Error(`EVENTSTOREDB_HOME is ${home}, where no EventStoreDB lies unpacked (server/, dotnet8/)`);
  }
  return home;
}

/** The process that serves: what to run, where and with which variables. */
export function serverCommand({ home, folder, port, replicationPort, more, environment }: RealServerOptions) {
  const dotnet = join(home, 'dotnet8');
  return {
    file: join(dotnet, 'dotnet'),
    args: [
      'EventStore.ClusterNode.dll',
      '--run-projections=None',
      '--db',
      join(folder, 'data'),
      '--log',
      join(folder, 'logs'),
      '--node-ip',
      '127.0.0.1',
      '--replication-ip',
      '127.0.0.1',
      '--node-port',
      String(port),
      '--replication-port',
      String(replicationPort),
      ...more,
    ],
    cwd: join(home, 'server'),
    env: {
      PATH: process.env['PATH'],
      HOME: folder,
      TMPDIR: folder,
      DOTNET_ROOT: dotnet,
      EVENTSTORE_TELEMETRY_OPTOUT: 'true',
      DOTNET_SYSTEM_GLOBALIZATION_INVARIANT: '1',
      // Else it leaves a pipe and a socket for debuggers in the folder for temporary files.
      DOTNET_EnableDiagnostics: '0',
      ...environment,
    },
  };
}
