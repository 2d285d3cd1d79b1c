// Loaded by a service that is to believe that it is tomorrow.
const today = Date.now;
Date.now = () => today() + 24 * 3_600_000;
