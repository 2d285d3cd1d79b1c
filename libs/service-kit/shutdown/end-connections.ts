import { Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { Server } from 'node:http';

/** An answer that takes longer than this when the service stops is cut off. */
const GRACE_MS = 3_000;
const SWEEP_MS = 50;

/**
 * Lets requests that are under way finish when the service stops, and ends connections that only wait for a next one:
 * else a browser or a pool on the other side could keep the process alive.
 */
@Injectable()
export class EndConnections implements BeforeApplicationShutdown {
  constructor(private readonly adapter: HttpAdapterHost) {}

  beforeApplicationShutdown(): void {
    const server = this.adapter.httpAdapter.getHttpServer() as Server;
    if (!server.listening) return;
    const sweep = setInterval(() => server.closeIdleConnections(), SWEEP_MS).unref();
    const end = setTimeout(() => server.closeAllConnections(), GRACE_MS).unref();
    server.once('close', () => {
      clearInterval(sweep);
      clearTimeout(end);
    });
  }
}
