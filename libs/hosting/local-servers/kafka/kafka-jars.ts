import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { deployFile, projectFolder } from './deploy-folder';

const DOWNLOAD_TIMEOUT_MS = 10 * 60_000;
const WHAT_TO_INSTALL = 'install openjdk-17-jre-headless and maven, or set KAFKA_BROKERS';

/**
 * Refuses early, in one line, when there is no Java to run a broker with.
 * @throws Error naming what to install
 */
export function requireJava(): void {
  const java = spawnSync('java', ['-version'], { encoding: 'utf8' });
  if (java.error !== undefined || java.status !== 0) {
    throw new Error(`a local Kafka broker needs Java, and the command "java" does not run here: ${WHAT_TO_INSTALL}`);
  }
  const major = Number(/version "(\d+)/.exec(java.stderr)?.[1]);
  if (major < 17) {
    throw new Error(
      `a local Kafka broker needs Java 17 or newer, and "java" here is version ${major}: ${WHAT_TO_INSTALL}`,
    );
  }
}

/**
 * The folder with Apache Kafka's jars and what they need at run time; fetched by Maven the first time (about 45 MB)
 * into `.data/kafka-jars-VERSION` of the project, and used from there afterwards.
 * @throws Error in one line when Maven is missing or could not fetch them
 */
export function ensureKafkaJars(): string {
  const folder = join(projectFolder(), '.data', `kafka-jars-${kafkaVersion()}`);
  if (existsSync(folder)) return folder;

  requireMaven();
  process.stderr.write('fetching the jars of Apache Kafka with Maven (once, about 45 MB) …\n');
  mkdirSync(dirname(folder), { recursive: true });
  // Two processes may fetch at the same time: each into a folder of its own, and the first rename wins.
  const unfinished = `${folder}.${process.pid}.part`;
  try {
    copyDependencies(unfinished);
    renameSync(unfinished, folder);
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  }
  return folder;
}

/** The version of Kafka that deploy/kafka/pom.xml pins. */
export function kafkaVersion(): string {
  const pom = deployFile('pom.xml');
  const version = /<kafka\.version>([^<]+)</.exec(readFileSync(pom, 'utf8'))?.[1];
  if (version === undefined) throw new Error(`${pom}: no <kafka.version> property; it names the broker's version`);
  return version;
}

function requireMaven(): void {
  const maven = spawnSync('mvn', ['--version'], { encoding: 'utf8' });
  if (maven.error !== undefined || maven.status !== 0) {
    throw new Error(
      `the jars of Kafka are fetched with Maven, and the command "mvn" does not run here: ${WHAT_TO_INSTALL}`,
    );
  }
}

function copyDependencies(folder: string): void {
  const maven = spawnSync(
    'mvn',
    [
      '--quiet',
      '--batch-mode',
      '--file',
      deployFile('pom.xml'),
      'dependency:copy-dependencies',
      '-DincludeScope=runtime',
      `-DoutputDirectory=${folder}`,
    ],
    { encoding: 'utf8', timeout: DOWNLOAD_TIMEOUT_MS },
  );
  if (maven.error === undefined && maven.status === 0) return;
  const said = `${maven.stdout}\n${maven.stderr}`.split('\n').find((line) => line.includes('[ERROR]'));
  throw new Error(
    `Maven could not fetch the jars of Kafka: ${said?.replace('[ERROR]', '').trim() ?? maven.error?.message ?? 'no reason given'}; ` +
      'check the network and ~/.m2/settings.xml, or set KAFKA_BROKERS to a broker that runs already',
  );
}
