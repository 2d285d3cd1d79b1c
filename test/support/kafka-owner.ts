import { startKafka } from '@ledger/hosting/local-servers/kafka/start-kafka';

/** A process of its own that starts a broker on the folder given, says so or why not, and then does nothing. */
startKafka({ dataDir: process.argv[2] ?? '' }).then(
  ({ brokers }) => {
    process.stdout.write(`${brokers.join(',')}\n`);
    setInterval(() => undefined, 60_000);
  },
  (error: Error) => {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  },
);
