import { basename } from 'node:path';

const EVERY_MS = 500;

/**
 * Under npm there is a shell between npm and this process. A SIGTERM to npm (of a process manager, a script) is handed on
 * to the shell alone, which dies of it and leaves this process running unseen. So it is taken as one to this process.
 */
export function endWithNpm() {
  const ownScript = basename(process.argv[1]);
  if (!process.env.npm_lifecycle_script?.includes(ownScript)) return;
  const shell = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === shell) return;
    clearInterval(watch);
    process.kill(process.pid, 'SIGTERM');
  }, EVERY_MS);
  watch.unref();
}
