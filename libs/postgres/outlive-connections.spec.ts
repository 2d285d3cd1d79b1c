import { once } from 'node:events';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { Pool } from 'pg';
import { outliveConnection, outliveConnections } from './outlive-connections';

function message(type: string, body: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeInt32BE(body.length + 4);
  return Buffer.concat([Buffer.from(type), length, body]);
}

const WELCOME = message('R', Buffer.alloc(4));
const READY = message('Z', Buffer.from('I'));
const ENDS = message(
  'E',
  Buffer.from('SFATAL\0VFATAL\0C57P01\0Mterminating connection due to unexpected postmaster exit\0\0'),
);

describe('a connection that ends with the bytes that open it', () => {
  let server: Server;
  let connectionString: string;
  beforeAll(async () => {
    server = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.once('data', () => socket.end(Buffer.concat([WELCOME, READY, ENDS])));
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    connectionString = `postgresql://somebody:something@127.0.0.1:${(server.address() as AddressInfo).port}/any`;
  });
  afterAll(() => server.close());

  const pools = {
    'of a pool': () => {
      const pool = new Pool({ connectionString });
      outliveConnections(pool);
      return pool;
    },
    // As typeorm makes its own.
    'of a pool that is given the hook': () =>
      new Pool({ connectionString, onConnect: outliveConnection }).on('error', () => undefined),
  };

  it.each(Object.entries(pools))('fails its statement, and no more: %s', async (_of, poolOf) => {
    const pool = poolOf();
    const connection = await pool.connect();
    await expect(connection.query('SELECT 1')).rejects.toThrow(/not queryable|terminat/i);
    connection.release(true);
    await pool.end();
  });
});
