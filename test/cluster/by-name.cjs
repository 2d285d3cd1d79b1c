const Sequencer = require('@jest/test-sequencer').default;

/** Suites by name: those that fill the shared event store with large facts come after those that read it often. */
module.exports = class ByName extends Sequencer {
  sort(tests) {
    return [...tests].sort((one, other) => (one.path < other.path ? -1 : 1));
  }
};
