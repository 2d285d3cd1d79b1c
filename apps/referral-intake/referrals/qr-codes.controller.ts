import { Controller, Get, Inject, Param, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { PartnerCaller, type PartnerOfCaller } from '@ledger/service-kit/access/caller';
import { RequiresPartner } from '@ledger/service-kit/access/requires';
import type { HttpSettings } from '@ledger/service-kit/http-settings';
import { HTTP_SETTINGS } from '@ledger/service-kit/injection-tokens';
import { problemResponse } from '@ledger/service-kit/openapi/problem-response';
import { linkAddress } from './link-address';
import { CodeParams } from './link.dto';
import { LinksService } from './links.service';
import { acceptedFormat, sendQrCode, type QrFormat } from './qr-code';

const IMAGE = { schema: { type: 'string' as const, format: 'binary' } };
const SVG = { status: 200, description: 'The drawing.', content: { 'image/svg+xml': IMAGE } };
const PNG = { status: 200, description: 'The picture.', content: { 'image/png': IMAGE } };

/** The links of the partner that asks, for cameras. */
@ApiTags('links')
@RequiresPartner('own-links')
@ApiResponse(problemResponse(404, 'There is no such link of this partner.'))
@Controller('api/partner/links/:code')
export class QrCodesController {
  constructor(
    private readonly links: LinksService,
    @Inject(HTTP_SETTINGS) private readonly settings: HttpSettings,
  ) {}

  @Get('qr')
  @ApiOperation({ summary: 'A link as QR code, in the format that is accepted' })
  @ApiResponse({ ...SVG, content: { ...SVG.content, ...PNG.content } })
  @ApiResponse(problemResponse(406, 'Neither SVG nor PNG is accepted.'))
  drawQrCode(
    @Req() request: Request,
    @Res() response: Response,
    @PartnerCaller() caller: PartnerOfCaller,
    @Param() { code }: CodeParams,
  ): Promise<void> {
    return this.send({ request, response }, caller, code, acceptedFormat(request));
  }

  @Get('qr.svg')
  @ApiOperation({ summary: 'A link as QR code, as SVG' })
  @ApiResponse(SVG)
  drawQrCodeAsSvg(
    @Req() request: Request,
    @Res() response: Response,
    @PartnerCaller() caller: PartnerOfCaller,
    @Param() { code }: CodeParams,
  ): Promise<void> {
    return this.send({ request, response }, caller, code, 'svg');
  }

  @Get('qr.png')
  @ApiOperation({ summary: 'A link as QR code, as PNG' })
  @ApiResponse(PNG)
  drawQrCodeAsPng(
    @Req() request: Request,
    @Res() response: Response,
    @PartnerCaller() caller: PartnerOfCaller,
    @Param() { code }: CodeParams,
  ): Promise<void> {
    return this.send({ request, response }, caller, code, 'png');
  }

  private async send(
    { request, response }: { readonly request: Request; readonly response: Response },
    caller: PartnerOfCaller,
    code: string,
    format: QrFormat,
  ): Promise<void> {
    const { link } = await this.links.find(caller, code);
    const address = linkAddress(this.settings, request, { program: caller.program, code: link.code });
    await sendQrCode(response, address, format);
  }
}
