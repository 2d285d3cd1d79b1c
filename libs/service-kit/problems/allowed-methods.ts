import type { Request } from 'express';

interface Layer {
  readonly route?: { readonly methods: Readonly<Record<string, boolean>> };
  match(path: string): boolean;
}

/** A route with this method has all: it is Nest's own, for what every request passes through. */
const EVERY = 'unbind';

/** The methods that the path of a request can be asked with; none: there is nothing at it. */
export function allowedMethods(request: Request): string[] {
  const { stack } = request.app.router as unknown as { readonly stack: readonly Layer[] };
  const found = new Set<string>();
  for (const layer of stack) {
    const methods = Object.keys(layer.route?.methods ?? {});
    if (methods.includes(EVERY) || !layer.match(request.path)) continue;
    for (const method of methods) found.add(method.toUpperCase());
  }
  if (found.has('GET')) found.add('HEAD');
  return [...found].sort();
}
