/** Ends the server that the setup started, with its data. */
export default async function endRealEventStoreDb(): Promise<void> {
  await globalThis.endRealEventStoreDb?.();
}
