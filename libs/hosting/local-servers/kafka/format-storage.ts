import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { SecureListener } from './broker-properties';
import { BRIEF_JVM, javaArguments, propertiesFile } from './java-command';

/**
 * Prepares a new data folder for its broker, with the user of the secure listener; one that was prepared before is
 * left as it is.
 * @throws Error with what Kafka's tool says
 */
export function formatStorage(dataDir: string, jarsFolder: string, secure: SecureListener | undefined): void {
  if (existsSync(join(dataDir, 'log', 'meta.properties'))) return;
  const scram = ['SCRAM-SHA-256', 'SCRAM-SHA-512'].flatMap((mechanism) =>
    secure === undefined ? [] : ['--add-scram', `${mechanism}=[name=${secure.username},password=${secure.password}]`],
  );
  const tool = spawnSync(
    'java',
    [
      ...BRIEF_JVM,
      ...javaArguments(jarsFolder),
      'kafka.tools.StorageTool',
      'format',
      '--config',
      propertiesFile(dataDir),
      '--cluster-id',
      newClusterId(),
      ...scram,
    ],
    { encoding: 'utf8' },
  );
  if (tool.status !== 0) {
    throw new Error(`Kafka's storage in ${dataDir} could not be formatted: ${`${tool.stdout}${tool.stderr}`.trim()}`);
  }
}

/** 16 random bytes in Kafka's own notation; one that starts with "-" would look like an option. */
function newClusterId(): string {
  return `k${randomBytes(16).toString('base64url').slice(1, 22)}`;
}
