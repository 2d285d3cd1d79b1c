import type { Environment } from '../settings/environment';

/**
 * For tests of recovery: LEDGER_FAILPOINT=`name` or `name:n` kills this process, as `kill -9` would, when the n-th pass
 * of the named moment comes; LEDGER_FAILPOINT=`told` lets the parent process name the moment later, by a message
 * `{ failpoint: name }`. Without it the moments pass unnoticed.
 */
export function failpointFrom(environment: Environment): (name: string) => void {
  const given = environment['LEDGER_FAILPOINT'] ?? '';
  if (given === '') return () => undefined;
  let [wanted, times = '1'] = given.split(':');
  let left = Number(times);
  if (given === 'told') {
    process.on('message', (message: { failpoint?: string }) => {
      if (message.failpoint === undefined) return;
      [wanted, times = '1'] = message.failpoint.split(':');
      left = Number(times);
    });
  }
  return (name) => {
    if (name !== wanted) return;
    left -= 1;
    if (left === 0) process.kill(process.pid, 'SIGKILL');
  };
}
