import { describeEventStore } from '../event-store.contract';
import { MemoryEventStore } from './memory-event-store';
import { MemoryLog } from './memory-log';

describeEventStore('memory', {
  atomicAcrossStreams: true,
  open: () => {
    const log = new MemoryLog();
    return Promise.resolve({
      store: new MemoryEventStore(log),
      reopen: () => Promise.resolve(new MemoryEventStore(log)),
    });
  },
});
