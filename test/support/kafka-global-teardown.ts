/** Stops the broker that the setup started, and removes its data. */
export default async function stopTestKafka(): Promise<void> {
  await globalThis.stopTestKafka?.();
}
