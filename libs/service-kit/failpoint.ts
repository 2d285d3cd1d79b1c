/**
 * For tests of recovery: LEDGER_FAILPOINT=`name` or `name:n` kills this process, as `kill -9` would, when the n-th pass
 * of the named moment comes. Without it the moments pass unnoticed.
 */
export function failpointFrom(environment: NodeJS.ProcessEnv): (name: string) => void {
  const [wanted, times = '1'] = (environment['LEDGER_FAILPOINT'] ?? '').split(':');
  if (wanted === undefined || wanted === '') return () => undefined;
  let left = Number(times);
  return (name) => {
    if (name !== wanted) return;
    left -= 1;
    if (left === 0) process.kill(process.pid, 'SIGKILL');
  };
}
