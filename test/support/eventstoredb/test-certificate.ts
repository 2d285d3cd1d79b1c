import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generate } from 'selfsigned';

export interface TestCertificate {
  /** PEM files; the certificate vouches for itself. */
  readonly keyFile: string;
  readonly certFile: string;
}

/** Makes a self-signed certificate for localhost in a folder. */
export function makeTestCertificate(folder: string): TestCertificate {
  const pems = generate([{ name: 'commonName', value: 'localhost' }], {
    days: 30,
    keySize: 2048,
    algorithm: 'sha256',
    extensions: [
      { name: 'basicConstraints', cA: true },
      { name: 'subjectAltName', altNames: [{ type: 2, value: 'localhost' }] },
    ],
  });
  const keyFile = join(folder, 'node.key.pem');
  const certFile = join(folder, 'node.cert.pem');
  writeFileSync(keyFile, pems.private, { mode: 0o600 });
  writeFileSync(certFile, pems.cert);
  return { keyFile, certFile };
}
