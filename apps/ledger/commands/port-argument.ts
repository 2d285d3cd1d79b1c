import { InvalidArgumentError } from 'commander';

/** A TCP port from the command line; 0 means any free one. */
export function portArgument(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535) throw new InvalidArgumentError('a port is a whole number from 0 to 65535');
  return port;
}
