import { Controller, Get, Inject, Param } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiResponse, ApiSchema, ApiTags } from '@nestjs/swagger';
import { Application } from '@ledger/desk/applications/application.entity';
import { readTrackingId } from '@ledger/desk/applications/tracking-id';
import { PublicRoute } from '@ledger/service-kit/access/public-route';
import { API_DATA_SOURCE } from '@ledger/service-kit/injection-tokens';
import { ApiTimeOrNull } from '@ledger/service-kit/openapi/described-fields';
import { problemResponse } from '@ledger/service-kit/openapi/problem-response';
import { Problem } from '@ledger/service-kit/problems/problem';
import { IdParam } from '@ledger/service-kit/reads/program-params.dto';
import { DataSource } from 'typeorm';

const SHOWN = { submitted: 'pending', info_requested: 'needs_more_info', approved: 'approved', rejected: 'rejected' };

class TrackingParams {
  @IdParam({ example: 'PLX-HF6E-3R', description: 'As the confirmation told it.' })
  trackingId!: string;
}

@ApiSchema({ name: 'ApplicationState' })
class ApplicationStateDto {
  @ApiProperty({ example: 'PLX-HF6E-3R' })
  trackingId!: string;

  @ApiProperty({ example: 'plixo' })
  program!: string;

  @ApiProperty({ enum: Object.values(SHOWN) })
  state!: string;

  @ApiTimeOrNull('When it was submitted last')
  submittedAt!: string | null;

  @ApiTimeOrNull('Until when it is reviewed; null: it was')
  dueAt!: string | null;

  @ApiTimeOrNull('When it was decided, or more was asked for')
  decidedAt!: string | null;
}

/** What became of an application, for whoever has its tracking id: nothing personal. */
@ApiTags('applications')
@PublicRoute()
@Controller('v1/applications')
export class ApplicationStateController {
  constructor(@Inject(API_DATA_SOURCE) private readonly api: DataSource) {}

  @Get(':trackingId')
  @ApiOperation({ summary: 'The state of an application' })
  @ApiOkResponse({ type: ApplicationStateDto })
  @ApiResponse(problemResponse(400, 'The tracking id was typed wrongly.'))
  @ApiResponse(problemResponse(404, 'There is no such application.'))
  async find(@Param() { trackingId: typed }: TrackingParams): Promise<ApplicationStateDto> {
    const trackingId = readTrackingId(typed);
    if (trackingId === null) {
      const detail = 'a tracking id is such as PLX-HF6E-3R; this one was typed wrongly';
      throw new Problem('invalid-request', `${detail}.`, { errors: [{ field: 'trackingId', detail }] });
    }
    const application = await this.api.manager.findOneBy(Application, { trackingId });
    // One whose fact is not in the log yet was not submitted yet.
    if (application === null || application.state === 'draft') {
      throw new Problem('not-found', `There is no application ${trackingId}.`);
    }
    const { program, state, submittedAt, dueAt, decidedAt } = application;
    return {
      ...{ trackingId, program, state: SHOWN[state] },
      submittedAt: submittedAt?.toISOString() ?? null,
      dueAt: state === 'submitted' ? (dueAt?.toISOString() ?? null) : null,
      decidedAt: state === 'info_requested' ? null : (decidedAt?.toISOString() ?? null),
    };
  }
}
