import { Controller, Get, Param } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiResponse, ApiSchema, ApiTags } from '@nestjs/swagger';
import { formOf } from '@ledger/program/joining/joining-terms';
import { PublicRoute } from '@ledger/service-kit/access/public-route';
import { problemResponse } from '@ledger/service-kit/openapi/problem-response';
import { ProgramParams } from '@ledger/service-kit/reads/program-params.dto';
import { formStepsDto, FormStepDto } from './draft.dto';
import { DraftsService } from './drafts.service';

@ApiSchema({ name: 'ApplicationFormOfType' })
class FormOfTypeDto {
  @ApiProperty({ example: 'partner' })
  type!: string;

  @ApiProperty({ description: 'Whether partners of the type apply.' })
  application!: boolean;

  @ApiProperty({ description: 'Whether they enrol themselves.' })
  selfEnrolment!: boolean;

  @ApiProperty({ type: [FormStepDto], description: 'The form; empty where nobody applies.' })
  steps!: readonly FormStepDto[];
}

@ApiSchema({ name: 'ApplicationForms' })
class FormsDto {
  @ApiProperty({ example: 'plixo' })
  program!: string;

  @ApiProperty({ type: [FormOfTypeDto] })
  types!: readonly FormOfTypeDto[];
}

/** How one becomes a partner of a program, by the terms in force. */
@ApiTags('applications')
@PublicRoute()
@ApiResponse(problemResponse(404, 'There is no such program.'))
@Controller('v1/programs/:program/application-forms')
export class ApplicationFormsController {
  constructor(private readonly drafts: DraftsService) {}

  @Get()
  @ApiOperation({ summary: 'The types of partners of a program, how each joins, and with which form' })
  @ApiOkResponse({ type: FormsDto })
  async list(@Param() { program }: ProgramParams): Promise<FormsDto> {
    const terms = await this.drafts.termsOf(program);
    const types = terms.partnerTypes.map(({ name: type, application, selfEnrolment }) => {
      const steps = application ? formStepsDto(formOf(terms, type)) : [];
      return { type, application, selfEnrolment, steps };
    });
    return { program, types };
  }
}
