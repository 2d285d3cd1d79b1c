// `npm run build`: builds, whether or not anything changed.
import { prepareOrExit } from './prepare.mjs';

await prepareOrExit({ rebuild: true });
