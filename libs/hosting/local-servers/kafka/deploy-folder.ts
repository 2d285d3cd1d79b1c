import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * The project's folder: the nearest one above this file (as source or as built) that holds deploy/kafka/pom.xml.
 * @throws Error when the project was copied without its deploy folder
 */
export function projectFolder(): string {
  for (let folder = __dirname; folder !== dirname(folder); folder = dirname(folder)) {
    if (existsSync(join(folder, 'deploy', 'kafka', 'pom.xml'))) return folder;
  }
  throw new Error(`no deploy/kafka/pom.xml in any folder above ${__dirname}: run this from a clone of the project`);
}

/** The path of a file in deploy/kafka. */
export function deployFile(name: string): string {
  return join(projectFolder(), 'deploy', 'kafka', name);
}
