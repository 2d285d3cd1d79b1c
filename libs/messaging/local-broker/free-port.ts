import { createServer } from 'node:net';

/** A TCP port that nothing listens on at this moment, on the loopback address. */
export function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => {
        if (address === null || typeof address === 'string') {
          reject(new Error('the operating system gave no free TCP port on 127.0.0.1'));
          return;
        }
        resolve(address.port);
      });
    });
  });
}
