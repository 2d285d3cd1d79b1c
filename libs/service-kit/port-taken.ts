/** Another program listens there: one clear line, to which whoever shows it adds how another port is chosen. */
export class PortTaken extends Error {
  override readonly name = 'PortTaken';

  constructor(host: string, port: number, options: ErrorOptions) {
    super(`port ${port} on ${host} is taken: end what runs there, or choose another`, options);
  }
}

/** The error of listening, as `PortTaken` where it is that. */
export function portTaken(error: unknown, host: string, port: number): unknown {
  const isTaken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
  return isTaken ? new PortTaken(host, port, { cause: error }) : error;
}
