import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RunningLocalCluster } from '@ledger/hosting/local-cluster/run-cluster';
import { rememberedBroker } from '@ledger/hosting/local-servers/kafka/leftover-broker';
import type { ProcessTime } from './bottleneck';
import type { PostgresCpu } from './postgres-cpu';
import { processStat } from './process-stat';

/** What the services log when they are the one that projects. */
const PROJECTS = 'projection: this process keeps the read models up to date';
const OWN = 'the producer, and who watches';

/** The processor time so far of everything that takes part in a run of a cluster on this machine. */
export class ClusterProcesses {
  constructor(
    private readonly cluster: RunningLocalCluster,
    /** Null: the system does not tell. */
    private readonly postgres: PostgresCpu | null,
  ) {}

  /** In the order in which an event passes them; empty where the system does not tell. */
  async used(): Promise<ProcessTime[]> {
    if (this.postgres === null) return [];
    const services = await Promise.all(
      this.cluster.fleet.members.map(async ({ service, process: { pid } }) => ({
        process: `${service}${this.does(service)}`,
        ms: await usedMs(pid),
      })),
    );
    return [...services, ...(await this.usedByServers())];
  }

  /** Without the services. */
  async usedByServers(): Promise<ProcessTime[]> {
    if (this.postgres === null) return [];
    const { user, system } = process.cpuUsage();
    return [
      { process: 'Postgres', ms: await this.postgres.usedMs() },
      { process: 'Kafka', ms: await usedMs(rememberedBroker(join(this.cluster.dataDir, 'kafka'))?.pid ?? 0) },
      { process: OWN, ms: (user + system) / 1000 },
    ];
  }

  /** One process does the work of two steps, or projects beside its own. */
  private does(service: string): string {
    const log = readFileSync(join(this.cluster.dataDir, 'logs', `${service}-1.log`), 'utf8');
    const more = [
      ...(service === 'referral-intake' ? ['intake', 'gate'] : []),
      ...(log.includes(PROJECTS) ? ['projection'] : []),
    ];
    return more.length === 0 ? '' : ` (${more.join(', ')})`;
  }
}

/** What each took between two looks. */
export function difference(before: readonly ProcessTime[], after: readonly ProcessTime[]): ProcessTime[] {
  return after.map(({ process, ms }, index) => ({ process, ms: ms - (before[index]?.ms ?? 0) }));
}

async function usedMs(pid: number): Promise<number> {
  const stat = await processStat(pid);
  if (stat === null) throw new Error(`no figure: process ${pid} of the cluster has ended`);
  return stat.usedMs;
}
