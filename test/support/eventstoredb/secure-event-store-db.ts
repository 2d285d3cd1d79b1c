import { copyFileSync, mkdirSync } from 'node:fs';
import { request } from 'node:https';
import { join } from 'node:path';
import { sharedRealServer, startRealServer } from './real/real-server';
import { startEventStoreDb } from './start-event-store-db';
import type { TestCertificate } from './test-certificate';

/** A server that speaks TLS and knows two users, with the same password. */
export interface SecureEventStoreDb {
  /** Without credentials. */
  readonly url: string;
  stop(): Promise<void>;
}

export const PASSWORD = 'pass:word@1';
/** May do all that the ledger needs. */
export const ALLOWED_USER = 'ledger';
/** May not read the log. */
export const GUEST = 'guest';

/** Starts one; in a run with a real EventStoreDB a real one, beside the one that the suites share. */
export async function startSecureEventStoreDb(
  folder: string,
  certificate: TestCertificate,
): Promise<SecureEventStoreDb> {
  if (sharedRealServer() === undefined) {
    const users = { user: `${ALLOWED_USER}:${PASSWORD}`, guest: `${GUEST}:${PASSWORD}` };
    return startEventStoreDb({ dataDir: join(folder, 'secure'), tls: certificate, ...users });
  }
  const authorities = join(folder, 'authorities');
  mkdirSync(authorities);
  copyFileSync(certificate.certFile, join(authorities, 'ca.crt'));
  const server = await startRealServer({
    more: [
      '--cluster-size',
      '1',
      '--certificate-file',
      certificate.certFile,
      '--certificate-private-key-file',
      certificate.keyFile,
      '--trusted-root-certificates-path',
      authorities,
      '--certificate-reserved-node-common-name',
      'localhost',
    ],
    environment: { EVENTSTORE_DEFAULT_ADMIN_PASSWORD: PASSWORD, EVENTSTORE_DEFAULT_OPS_PASSWORD: PASSWORD },
  });
  await addUser(server.port, ALLOWED_USER, ['$admins']);
  await addUser(server.port, GUEST, []);
  return { url: `esdb://localhost:${server.port}?tls=true`, stop: () => server.end() };
}

/** The server makes its administrator a moment after it is up: asked until it takes him. */
async function addUser(port: number, loginName: string, groups: readonly string[]): Promise<void> {
  const body = JSON.stringify({ loginName, fullName: loginName, groups, password: PASSWORD });
  for (let attempt = 1; ; attempt++) {
    const status = await post(port, body);
    if (status === 201) return;
    if (attempt === 100) throw new Error(`EventStoreDB did not take the user ${loginName}: HTTP ${status}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

function post(port: number, body: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const options = { method: 'POST', auth: `admin:${PASSWORD}`, rejectUnauthorized: false };
    const headers = { 'content-type': 'application/json' };
    const posting = request(`https://127.0.0.1:${port}/users`, { ...options, headers }, (response) => {
      response.resume();
      response.on('end', () => resolve(response.statusCode));
    });
    posting.on('error', reject);
    posting.end(body);
  });
}
