import { join } from 'node:path';
import { deployFile } from './deploy-folder';

/**
 * For processes that live minutes and share a developer's machine with all others: Java's second, slower compiler takes
 * more processor time than its better code gives back (measured: half of all that a broker took).
 */
export const BRIEF_JVM = ['-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1'];

/** Arguments for `java` that put Kafka's jars on its class path and let it log; the main class comes after them. */
export function javaArguments(jarsFolder: string): string[] {
  return [`-Dlog4j2.configurationFile=${deployFile('log4j2.properties')}`, '-cp', join(jarsFolder, '*')];
}

/** Where a broker's properties file lies in its data folder. */
export function propertiesFile(dataDir: string): string {
  return join(dataDir, 'server.properties');
}
