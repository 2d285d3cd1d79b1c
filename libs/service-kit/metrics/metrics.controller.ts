import { Controller, Get, Res } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { PublicRoute } from '../access/public-route';
import { LedgerMetrics } from './ledger-metrics';
import { NotLimited } from '../limits/not-limited';

@ApiTags('operations')
@PublicRoute()
@NotLimited()
@Controller('metrics')
export class MetricsController {
  constructor(private readonly metrics: LedgerMetrics) {}

  @Get()
  @ApiOperation({ summary: 'Figures for Prometheus: recorded, decided, appended, projected, rejected, lag' })
  @ApiResponse({ status: 200, description: 'In the text format of Prometheus.', content: { 'text/plain': {} } })
  async read(@Res() response: Response): Promise<void> {
    const { registry } = this.metrics;
    response.set('Content-Type', registry.contentType).send(await registry.metrics());
  }
}
