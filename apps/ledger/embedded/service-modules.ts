import type { Type } from '@nestjs/common';

/** The five services, for a process that runs them all. */
export const SERVICE_MODULES: readonly Type[] = [];
