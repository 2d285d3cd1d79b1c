import { RequestMethod } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants';
import { ModulesContainer } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { PUBLIC_ROUTE } from '@ledger/service-kit/access/public-route';
import { REQUIRED_PARTNER_RIGHT, REQUIRED_RIGHT } from '@ledger/service-kit/access/requires';
import type { PartnerRight, Right } from '@ledger/service-kit/access/rights';

/** A route as its controller declares it, and what it asks of whoever calls it. */
export interface Route {
  readonly method: string;
  /** Such as `/v1/programs/:program/lines`. */
  readonly path: string;
  /** `GET /v1/programs/:program/lines` */
  readonly name: string;
  readonly right: Right | undefined;
  readonly partnerRight: PartnerRight | undefined;
  readonly isPublic: boolean;
}

type Handler = (...values: unknown[]) => unknown;

/** Every route of an application, by name. */
export function routesOf(app: NestExpressApplication): readonly Route[] {
  const controllers = [...app.get(ModulesContainer).values()].flatMap(({ controllers: of }) => [...of.values()]);
  const routes = controllers.flatMap(({ metatype }) => {
    const type = metatype as unknown as { readonly prototype: Record<string, Handler | undefined> };
    return Object.getOwnPropertyNames(type.prototype).flatMap((name) => routesOfHandler(type, type.prototype[name]));
  });
  return routes.sort((a, b) => a.name.localeCompare(b.name));
}

function routesOfHandler(type: object, handler: Handler | undefined): Route[] {
  if (typeof handler !== 'function' || !Reflect.hasMetadata(METHOD_METADATA, handler)) return [];
  const said = (key: string): unknown => Reflect.getMetadata(key, handler) ?? Reflect.getMetadata(key, type);
  const method = RequestMethod[Reflect.getMetadata(METHOD_METADATA, handler) as RequestMethod];
  const [bases, ends] = [type, handler].map((of) =>
    [Reflect.getMetadata(PATH_METADATA, of) as string | string[]].flat(),
  );
  return (bases ?? []).flatMap((base) =>
    (ends ?? []).map((end): Route => {
      const path = `/${[base, end]
        .map((part) => part.replace(/^\/|\/$/g, ''))
        .filter(Boolean)
        .join('/')}`;
      return {
        ...{ method, path, name: `${method} ${path}` },
        right: said(REQUIRED_RIGHT) as Right | undefined,
        partnerRight: said(REQUIRED_PARTNER_RIGHT) as PartnerRight | undefined,
        isPublic: said(PUBLIC_ROUTE) === true,
      };
    }),
  );
}
