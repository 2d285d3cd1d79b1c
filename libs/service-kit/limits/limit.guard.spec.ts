import type { ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { rememberPrincipal } from '../access/caller';
import type { Principal } from '../access/principal';
import { PublicRoute } from '../access/public-route';
import { DEFAULT_HTTP_SETTINGS } from '../http-settings';
import { Problem } from '../problems/problem';
import { LimitGuard } from './limit.guard';
import { NotLimited } from './not-limited';

class Routes {
  @PublicRoute()
  form(): void {}

  @PublicRoute()
  @NotLimited()
  probe(): void {}

  own(): void {}
}

const guard = () =>
  new LimitGuard(new Reflector(), { ...DEFAULT_HTTP_SETTINGS, tokenRequestsPerMinute: 2, publicRequestsPerMinute: 2 });

function asked(route: keyof Routes, ip: string, principal?: Principal): ExecutionContext {
  const request = { ip } as never;
  if (principal !== undefined) rememberPrincipal(request, principal);
  const parts = {
    getType: () => 'http',
    getHandler: () => Routes.prototype[route],
    getClass: () => Routes,
    switchToHttp: () => ({ getRequest: () => request }),
  };
  return parts as unknown as ExecutionContext;
}

function times(limits: LimitGuard, count: number, context: ExecutionContext): number {
  let passed = 0;
  for (let request = 0; request < count; request += 1) {
    try {
      limits.canActivate(context);
      passed += 1;
    } catch (error) {
      expect(error).toBeInstanceOf(Problem);
      expect(error).toMatchObject({ kind: 'too-many-requests', more: { headers: { 'Retry-After': '30' } } });
    }
  }
  return passed;
}

const machine = (id: string): Principal => ({ type: 'partner-token', id, program: 'plixo', partner: 'p', scopes: [] });
const person = (token: string): Principal => ({ type: 'person', id: 'per_1', token, roles: [], memberships: [] });
const service: Principal = { type: 'service-token', id: 's', kind: 'ingest', topics: [], program: null };

it('limits an address on public routes, each for itself, but not probes', () => {
  const limits = guard();
  expect(times(limits, 3, asked('form', '192.0.2.1'))).toBe(2);
  expect(times(limits, 1, asked('form', '192.0.2.2'))).toBe(1);
  expect(times(limits, 9, asked('probe', '192.0.2.1'))).toBe(9);
});

it('limits a token of a machine or a person wherever it comes from, and no service', () => {
  const limits = guard();
  expect(times(limits, 1, asked('own', '192.0.2.1', machine('plk_1')))).toBe(1);
  expect(times(limits, 2, asked('own', '192.0.2.2', machine('plk_1')))).toBe(1);
  expect(times(limits, 3, asked('own', '192.0.2.2', machine('plk_2')))).toBe(2);
  expect(times(limits, 3, asked('own', '192.0.2.2', person('plp_1')))).toBe(2);
  expect(times(limits, 9, asked('own', '192.0.2.2', service))).toBe(9);
});
