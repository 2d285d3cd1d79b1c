import { Controller, Get, HttpCode, Inject } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { HealthCheckService, HealthIndicatorService, type HealthIndicatorResult } from '@nestjs/terminus';
import { inTime } from '@ledger/machine/in-time';
import { DataSource } from 'typeorm';
import { PublicRoute } from '../access/public-route';
import { READ_MODELS, READINESS_CHECKS } from '../injection-tokens';
import type { ReadinessCheck } from './readiness-check';
import { NotLimited } from '../limits/not-limited';

/** A server that does not answer must not keep the answer from the one who asks. */
const CHECK_TIMEOUT_MS = 2_000;

@ApiTags('operations')
@PublicRoute()
@NotLimited()
@Controller()
export class HealthController {
  private readonly checks: readonly ReadinessCheck[];

  constructor(
    private readonly health: HealthCheckService,
    private readonly indicators: HealthIndicatorService,
    @Inject(READ_MODELS) readModels: DataSource,
    @Inject(READINESS_CHECKS) checks: readonly ReadinessCheck[],
  ) {
    const readModelsCheck = { name: 'read-models', check: async () => void (await readModels.query('SELECT 1')) };
    this.checks = [readModelsCheck, ...checks];
  }

  @Get('healthz')
  @HttpCode(200)
  @ApiOperation({ summary: 'Whether the process lives' })
  @ApiResponse({ status: 200, description: 'It does.' })
  live(): { status: 'ok' } {
    return { status: 'ok' };
  }

  @Get('readyz')
  @ApiOperation({ summary: 'Whether the service can do its work now' })
  @ApiResponse({ status: 200, description: 'It can.' })
  @ApiResponse({ status: 503, description: 'It cannot: `checks` says which part is down, and why.' })
  async ready(): Promise<{ status: string; checks: HealthIndicatorResult }> {
    const { status, details } = await this.health.check(this.checks.map((check) => () => this.ask(check)));
    return { status, checks: details };
  }

  private async ask({ name, check }: ReadinessCheck): Promise<HealthIndicatorResult> {
    const indicator = this.indicators.check(name);
    try {
      const note = await inTime(check(), CHECK_TIMEOUT_MS);
      return typeof note === 'string' ? indicator.up(note) : indicator.up();
    } catch (error) {
      return indicator.down(error instanceof Error ? error.message : String(error));
    }
  }
}
