// Waits until the Jest run that started it ends, however it ends: then its end of the pipe is closed. Stops the Postgres
// on the given temporary data folder if it still runs, and removes the folder.
const { existsSync, readFileSync, rmSync } = require('node:fs');
const { join } = require('node:path');

const WAIT_MS = 10_000;
const dataDir = process.argv[2];
const pidFile = join(dataDir, 'postgres', 'cluster', 'postmaster.pid');

process.stdin.resume();
process.stdin.once('close', () => {
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
    rmSync(dataDir, { recursive: true, force: true });
  }, 50);
});
