import { Controller, Get, Param } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiResponse, ApiSchema, ApiTags } from '@nestjs/swagger';
import { PublicRoute } from '@ledger/service-kit/access/public-route';
import { problemResponse } from '@ledger/service-kit/openapi/problem-response';
import { ProgramParams } from '@ledger/service-kit/reads/program-params.dto';
import { PromotionSlotsService } from './promotion-slots';

@ApiSchema({ name: 'PromotionSlots' })
class PromotionSlotsDto {
  @ApiProperty({ example: 'launch' })
  name!: string;

  @ApiProperty({ description: 'What a partner who takes a slot earns.', example: '0.5' })
  rate!: string;

  @ApiProperty({ type: 'integer', example: 3 })
  slots!: number;

  @ApiProperty({ type: 'integer', example: 1 })
  taken!: number;

  @ApiProperty({ type: 'integer', example: 2 })
  left!: number;
}

@ApiSchema({ name: 'Promotions' })
class PromotionsDto {
  @ApiProperty({ example: 'reseller' })
  program!: string;

  @ApiProperty({ type: [PromotionSlotsDto] })
  items!: readonly PromotionSlotsDto[];
}

/** Promotions of a program, for whoever thinks of joining it. */
@ApiTags('applications')
@PublicRoute()
@ApiResponse(problemResponse(404, 'There is no such program.'))
@Controller('v1/programs/:program/promotions')
export class PromotionsController {
  constructor(private readonly slots: PromotionSlotsService) {}

  @Get()
  @ApiOperation({ summary: 'Promotions of a program, and how many of their slots are left' })
  @ApiOkResponse({ type: PromotionsDto })
  async list(@Param() { program }: ProgramParams): Promise<PromotionsDto> {
    return { program, items: await this.slots.list(program) };
  }
}
