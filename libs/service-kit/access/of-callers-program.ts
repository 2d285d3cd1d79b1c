import { SetMetadata } from '@nestjs/common';

export const OF_CALLERS_PROGRAM = 'ledger:of-callers-program';

/**
 * Says of a route whose path names no program that it keeps to the caller's itself (`Caller`); any other such route
 * refuses tokens that are for one program.
 */
export const OfCallersProgram = () => SetMetadata(OF_CALLERS_PROGRAM, true);
