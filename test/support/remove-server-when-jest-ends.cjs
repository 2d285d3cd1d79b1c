// Waits until the Jest run that started it ends, however it ends: then its end of the pipe is closed. Stops the Postgres
// on the given temporary data folder if it still runs, and removes the folder.
const { existsSync, readFileSync, rmSync } = require('node:fs');
const { join } = require('node:path');

const WAIT_MS = 10_000;
const dataDir = process.argv[2];

/** Where the server keeps its files: in the data folder, or elsewhere if its user cannot enter that. */
function placeOfServer() {
  const pointer = join(dataDir, 'postgres-location.json');
  return existsSync(pointer) ? JSON.parse(readFileSync(pointer, 'utf8')).place : join(dataDir, 'postgres');
}

process.stdin.resume();
process.stdin.once('close', () => {
  const place = placeOfServer();
  const pidFile = join(place, 'cluster', 'postmaster.pid');
  if (existsSync(pidFile)) {
    try {
      process.kill(Number(readFileSync(pidFile, 'utf8').split('\n')[0]), 'SIGINT');
    } catch {
      // It has just ended by itself.
    }
  }
  const deadline = Date.now() + WAIT_MS;
  const timer = setInterval(() => {
    if (existsSync(pidFile) && Date.now() < deadline) return;
    clearInterval(timer);
    for (const folder of [place, dataDir]) rmSync(folder, { recursive: true, force: true });
  }, 50);
});
