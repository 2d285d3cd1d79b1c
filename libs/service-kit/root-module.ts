import type { DynamicModule, Type } from '@nestjs/common';

class RootModule {}

/** The root module of an application made of the given ones. */
export function rootModule(imports: readonly (Type | DynamicModule)[]): DynamicModule {
  return { module: RootModule, imports: [...imports] };
}
