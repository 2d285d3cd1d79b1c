import { readFileSync } from 'node:fs';
import { deployFile } from './deploy-folder';

/** A second listener of the local broker, with TLS and a password (SASL PLAIN and SCRAM). */
export interface SecureListener {
  readonly port: number;
  /** PKCS#12 file with the broker's key and certificate, and its password. */
  readonly keystoreFile: string;
  readonly keystorePassword: string;
  readonly username: string;
  readonly password: string;
}

export interface BrokerPlace {
  readonly dataDir: string;
  readonly port: number;
  readonly controllerPort: number;
  readonly secure?: SecureListener;
}

/** The text of the properties file of a broker: deploy/kafka/server.properties, and where this one lives. */
export function brokerProperties(place: BrokerPlace): string {
  const client = `CLIENTS://127.0.0.1:${place.port}`;
  const secure = place.secure === undefined ? [] : [`SECURE://127.0.0.1:${place.secure.port}`];
  return [
    readFileSync(deployFile('server.properties'), 'utf8'),
    `log.dirs=${forProperties(`${place.dataDir}/log`)}`,
    `controller.quorum.voters=1@127.0.0.1:${place.controllerPort}`,
    `listeners=${[client, ...secure, `CONTROLLER://127.0.0.1:${place.controllerPort}`].join(',')}`,
    `advertised.listeners=${[client, ...secure].join(',')}`,
    'listener.security.protocol.map=CLIENTS:PLAINTEXT,CONTROLLER:PLAINTEXT,SECURE:SASL_SSL',
    ...(place.secure === undefined ? [] : secureProperties(place.secure)),
    '',
  ].join('\n');
}

function secureProperties(listener: SecureListener): string[] {
  const scram = 'org.apache.kafka.common.security.scram.ScramLoginModule required;';
  const plain =
    'org.apache.kafka.common.security.plain.PlainLoginModule required ' +
    `user_${listener.username}="${listener.password}";`;
  return [
    'sasl.enabled.mechanisms=PLAIN,SCRAM-SHA-256,SCRAM-SHA-512',
    `listener.name.secure.plain.sasl.jaas.config=${plain}`,
    `listener.name.secure.scram-sha-256.sasl.jaas.config=${scram}`,
    `listener.name.secure.scram-sha-512.sasl.jaas.config=${scram}`,
    'listener.name.secure.ssl.keystore.type=PKCS12',
    `listener.name.secure.ssl.keystore.location=${forProperties(listener.keystoreFile)}`,
    `listener.name.secure.ssl.keystore.password=${listener.keystorePassword}`,
    `listener.name.secure.ssl.key.password=${listener.keystorePassword}`,
    // Kafka checks at start that the broker could reach itself on every TLS listener.
    'listener.name.secure.ssl.truststore.type=PKCS12',
    `listener.name.secure.ssl.truststore.location=${forProperties(listener.keystoreFile)}`,
    `listener.name.secure.ssl.truststore.password=${listener.keystorePassword}`,
  ];
}

/** Java's properties files read a backslash as an escape. */
function forProperties(path: string): string {
  return path.replaceAll('\\', '/');
}
