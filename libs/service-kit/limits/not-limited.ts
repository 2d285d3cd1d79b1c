import { SetMetadata } from '@nestjs/common';

export const NOT_LIMITED = 'ledger:not-limited';

/** Says of a public route that it is for machines that ask as often as they have to: probes, scrapers, rails. */
export const NotLimited = () => SetMetadata(NOT_LIMITED, true);
