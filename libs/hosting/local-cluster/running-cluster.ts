import type { ProcessIdentity } from '@ledger/machine/process-identity';

/** What `start-cluster` writes into its data folder while it runs: who it is, and where to find its parts. */
export interface RunningCluster extends ProcessIdentity {
  /** The address of the service that takes events. */
  readonly url: string;
  readonly kafkaBrokers: readonly string[];
  readonly services: readonly { readonly service: string; readonly pid: number; readonly url: string }[];
}
