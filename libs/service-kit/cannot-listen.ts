import { Fault } from '@ledger/kernel/fault';

/** No server can listen there: one clear line that says what to do. */
export class CannotListen extends Fault {
  override readonly name = 'CannotListen';
  override readonly kind = 'mend';
}

/** What to do about the errors that a host or a port causes. */
const REASONS: Readonly<Record<string, (host: string, port: number) => string>> = {
  EADDRINUSE: (host, port) =>
    `port ${port} on ${host} is taken: end what runs there, or choose another with --port N (a service: LEDGER_PORT)`,
  EACCES: (host, port) =>
    `port ${port} on ${host} is not for this user: choose another with --port N (a service: LEDGER_PORT)`,
  EADDRNOTAVAIL: (host) => `this machine has no address ${host}: set LEDGER_HOST to one that it has`,
  ENOTFOUND: (host) => `there is no host ${host}: set LEDGER_HOST to a name or an address of this machine`,
  EAI_AGAIN: (host) => `no name server knows the host ${host}: set LEDGER_HOST to an address of this machine`,
};

/** The error of listening, as `CannotListen` where the host or the port is its cause. */
export function cannotListen(error: unknown, host: string, port: number): unknown {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
  const reason = REASONS[code];
  return reason === undefined ? error : new CannotListen(reason(host, port), { cause: error });
}
