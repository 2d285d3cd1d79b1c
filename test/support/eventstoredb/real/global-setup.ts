import { shareRealServer } from './real-server';

declare global {
  /** Ends the server that this setup started; for the teardown, which runs in the same process. */
  var endRealEventStoreDb: (() => Promise<void>) | undefined;
}

/** Makes one real EventStoreDB available to all suites of a Jest run. */
export default async function startRealEventStoreDb(): Promise<void> {
  globalThis.endRealEventStoreDb = await shareRealServer();
}
