// Required into a process under test: when it ends, it writes the most memory that it ever had, in KB, to descriptor 3.
const { writeSync } = require('node:fs');

process.on('exit', () => writeSync(3, String(process.resourceUsage().maxRSS)));
