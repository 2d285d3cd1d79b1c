import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

export interface TestCertificate {
  /** PKCS#12 file with the key and the certificate, and its password. */
  readonly keystoreFile: string;
  readonly keystorePassword: string;
  /** The certificate as PEM, which vouches for itself. */
  readonly caFile: string;
}

const KEYSTORE_PASSWORD = 'for-tests-only';

/** Makes a self-signed certificate for 127.0.0.1 in a folder, with the keytool that comes with every Java. */
export function makeTestCertificate(folder: string): TestCertificate {
  const keystoreFile = join(folder, 'broker.p12');
  const caFile = join(folder, 'ca.pem');
  const store = ['-keystore', keystoreFile, '-storetype', 'PKCS12', '-storepass', KEYSTORE_PASSWORD];
  const subject = ['-dname', 'CN=127.0.0.1', '-ext', 'san=ip:127.0.0.1,dns:localhost', '-ext', 'bc:c'];
  keytool(
    '-genkeypair',
    '-alias',
    'broker',
    '-keyalg',
    'RSA',
    '-keysize',
    '2048',
    '-validity',
    '30',
    ...subject,
    ...store,
  );
  keytool('-exportcert', '-rfc', '-alias', 'broker', '-file', caFile, ...store);
  // The broker checks at its start that it would trust itself.
  keytool('-importcert', '-noprompt', '-alias', 'ca', '-file', caFile, ...store);
  return { keystoreFile, keystorePassword: KEYSTORE_PASSWORD, caFile };
}

function keytool(...args: string[]): void {
  const { error, status, stdout, stderr } = spawnSync('keytool', args, { encoding: 'utf8' });
  if (error !== undefined) throw new Error(`keytool, which comes with Java, does not run: ${error.message}`);
  if (status !== 0) throw new Error(`keytool ${args[0]} failed: ${stdout}${stderr}`);
}
