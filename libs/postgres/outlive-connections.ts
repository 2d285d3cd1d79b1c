import type { ClientBase, Pool } from 'pg';

/**
 * Keeps the end of a connection from ending the process. A connection that is lent has no listener of its pool's, so
 * its error would be nobody's; whoever uses it is told by its next statement, which fails.
 */
export function outliveConnections(pool: Pool): void {
  // An idle connection broke; the pool makes another when it needs one.
  pool.on('error', () => undefined);
  pool.on('connect', outliveConnection);
}

/** The same for one connection: what a pool that somebody else makes calls when it has connected (`onConnect`). */
export function outliveConnection(connection: ClientBase): void {
  connection.on('error', () => undefined);
}
