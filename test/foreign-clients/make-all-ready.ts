import { CLOUDEVENTS_SDK, FOREIGN_CLIENTS } from './foreign-clients';

// Fetches and builds the clients that several suites use, so that suites which run beside each other find them ready.
for (const client of [...FOREIGN_CLIENTS, CLOUDEVENTS_SDK]) if (client.missing === null) client.prepare();
