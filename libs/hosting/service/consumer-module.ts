import type { DynamicModule, Type } from '@nestjs/common';

/** A module with one consuming controller and what it is given. */
export function consumerModule(consumer: Type, providers: NonNullable<DynamicModule['providers']>): DynamicModule {
  // A class of its own for each: Nest tells modules apart by their classes.
  class ConsumerModule {}
  return { module: ConsumerModule, controllers: [consumer], providers };
}
