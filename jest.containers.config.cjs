// The contract suites against real servers in containers: `npm run test:containers`, which starts them and says where.
const { jestOptions } = require('./test/support/jest-options.cjs');

module.exports = jestOptions({
  name: 'containers',
  testMatch: [
    '**/libs/event-store/eventstoredb/eventstoredb-event-store.esdb.spec.ts',
    '**/libs/event-store/postgres/*.pg.spec.ts',
    '**/libs/read-models/postgres/**/*.pg.spec.ts',
    // The other suites of Kafka stop their broker, or need one with TLS: always the project's own (npm run test:kafka).
    '**/libs/messaging/{group-membership,guard-idle-timer,idempotent-producer,lanes}.kafka.spec.ts',
  ],
  workers: 1,
});
