/** Stops the servers that the setup started, and removes their data. */
export default async function stopTestServers(): Promise<void> {
  await globalThis.stopTestServers?.();
}
