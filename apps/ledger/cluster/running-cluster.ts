/** What `start-cluster` writes into its data folder while it runs. */
export interface RunningCluster {
  readonly pid: number;
  /** The address of the service that takes events. */
  readonly url: string;
  readonly kafkaBrokers: readonly string[];
  readonly services: readonly { readonly service: string; readonly pid: number; readonly url: string }[];
}
