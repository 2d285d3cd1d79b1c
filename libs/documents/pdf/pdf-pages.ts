import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { dirname, join } from 'node:path';
import type PDFKit from 'pdfkit';
import { drawableText } from './drawable-text';

/** A column of a table: its heading, its part of the width, and whether its cells stand at the right. */
export interface PdfColumn {
  readonly head: string;
  readonly part: number;
  readonly right?: boolean;
}

/** A finished document. */
export interface PdfDocument {
  readonly bytes: Buffer;
  /** Hexadecimal. */
  readonly sha256: string;
  /** The characters that the font has no glyph for, by their numbers, each once. */
  readonly undrawn: readonly string[];
}

const MARGIN = 48;
const FOOTER_HEIGHT = 24;
const GAP = 6;
const GREY = '#666666';
const RULE = '#bbbbbb';

type Font = 'plain' | 'bold';

/**
 * Pages of A4 that are written from top to bottom; the same content gives the same bytes: their date is given, and their
 * fonts come whole from a package, whatever the machine has.
 */
export class PdfPages {
  private readonly undrawn = new Set<string>();
  private readonly glyphs = new Map<string, boolean>();
  private readonly chunks: Buffer[] = [];

  private constructor(private readonly document: PDFKit.PDFDocument) {
    document.on('data', (chunk: Buffer) => this.chunks.push(chunk));
  }

  static async open(info: { readonly title: string; readonly at: Date; readonly language: string }): Promise<PdfPages> {
    const { default: PDFDocument } = await import('pdfkit');
    const document = new PDFDocument({
      size: 'A4',
      margins: { top: MARGIN, left: MARGIN, right: MARGIN, bottom: MARGIN + FOOTER_HEIGHT },
      bufferPages: true,
      lang: info.language,
      // A name of one of PDF's own fonts would be taken: none of them has more than Western letters.
      font: FONT_FILES.plain,
      info: { Title: info.title, Producer: 'ledger', Creator: 'ledger', CreationDate: info.at, ModDate: info.at },
    });
    return new PdfPages(document);
  }

  /** A large line, and a smaller one above it. */
  title(above: string, text: string): void {
    this.line(above, 'plain', 9, GREY);
    this.line(text, 'bold', 17);
    this.space(GAP);
  }

  heading(text: string): void {
    // Not alone at the foot of a page.
    this.needs(110);
    this.space(2 * GAP);
    this.line(text, 'bold', 11);
    this.space(GAP / 2);
  }

  note(text: string): void {
    this.line(text, 'plain', 8, GREY);
  }

  /** A sentence that has to be read, not only to be there. */
  paragraph(text: string): void {
    this.line(text, 'plain', 9);
    this.space(GAP / 2);
  }

  /** Pairs of a name and a value, one under the other. */
  facts(pairs: readonly (readonly [name: string, value: string])[]): void {
    for (const [name, value] of pairs) {
      const [left, width] = [this.left, this.width];
      const nameWidth = 110;
      const shown = this.use(value, 'plain', 9);
      const height = this.document.heightOfString(shown, { width: width - nameWidth });
      this.needs(height);
      const top = this.document.y;
      this.document.text(shown, left + nameWidth, top, { width: width - nameWidth });
      this.document.fillColor(GREY).text(this.use(name, 'plain', 9), left, top, { width: nameWidth });
      this.document.fillColor('black');
      this.document.y = top + height + 2;
    }
  }

  /** A table whose heading comes again on every page; a row in bold where `isSum` says so. */
  table(
    columns: readonly PdfColumn[],
    rows: readonly (readonly string[])[],
    isSum: (index: number) => boolean = () => false,
  ): void {
    const head = columns.map((column) => column.head);
    const hasHead = head.some((text) => text !== '');
    this.needs(40);
    if (hasHead) this.row(columns, head, 'bold', GREY);
    rows.forEach((cells, index) => {
      const font = isSum(index) ? 'bold' : 'plain';
      if (!this.fits(this.heightOf(columns, cells, font))) {
        this.document.addPage();
        if (hasHead) this.row(columns, head, 'bold', GREY);
      }
      this.row(columns, cells, font, 'black');
    });
    this.space(GAP);
  }

  /** Ends the document; `footer` is told at the bottom of every page. */
  async end(footer: (page: number, pages: number) => string, undrawnNote: string): Promise<PdfDocument> {
    const undrawn = [...this.undrawn].sort();
    if (undrawn.length > 0) {
      this.space(GAP);
      this.note(`${undrawnNote} ${undrawn.join(' ')}`);
    }
    const { count } = this.document.bufferedPageRange();
    for (let page = 0; page < count; page += 1) {
      this.document.switchToPage(page);
      // Text below the margin would begin a page.
      this.document.page.margins.bottom = 0;
      const shown = this.use(footer(page + 1, count), 'plain', 8);
      const top = this.document.page.height - MARGIN;
      this.document
        .fillColor(GREY)
        .text(shown, this.left, top, { width: this.width, align: 'center', height: 12, ellipsis: true });
    }
    const ended = once(this.document, 'end');
    this.document.end();
    await ended;
    const bytes = Buffer.concat(this.chunks);
    return { bytes, sha256: createHash('sha256').update(bytes).digest('hex'), undrawn };
  }

  private get left(): number {
    return MARGIN;
  }

  private get width(): number {
    return this.document.page.width - 2 * MARGIN;
  }

  private space(height: number): void {
    this.document.y += height;
  }

  private fits(height: number): boolean {
    return this.document.y + height <= this.document.page.height - MARGIN - FOOTER_HEIGHT;
  }

  private needs(height: number): void {
    if (!this.fits(height)) this.document.addPage();
  }

  private line(text: string, font: Font, size: number, colour = 'black'): void {
    const shown = this.use(text, font, size);
    this.needs(this.document.heightOfString(shown, { width: this.width }));
    this.document.fillColor(colour).text(shown, this.left, this.document.y, { width: this.width });
    this.document.fillColor('black');
  }

  private row(columns: readonly PdfColumn[], cells: readonly string[], font: Font, colour: string): void {
    const height = this.heightOf(columns, cells, font);
    const top = this.document.y;
    let x = this.left;
    this.document.fillColor(colour);
    columns.forEach(({ part, right = false }, index) => {
      const width = this.width * part;
      const shown = this.use(cells[index] ?? '', font, 8);
      this.document.text(shown, x, top + 2, { width: width - GAP, align: right ? 'right' : 'left' });
      x += width;
    });
    const bottom = top + height;
    this.document
      .moveTo(this.left, bottom)
      .lineTo(x - GAP, bottom)
      .lineWidth(0.4)
      .stroke(RULE);
    this.document.fillColor('black');
    this.document.y = bottom;
  }

  private heightOf(columns: readonly PdfColumn[], cells: readonly string[], font: Font): number {
    const heights = columns.map(({ part }, index) => {
      const shown = this.use(cells[index] ?? '', font, 8);
      return this.document.heightOfString(shown, { width: this.width * part - GAP });
    });
    return Math.max(...heights) + 4;
  }

  /** Chooses the font, and notes what it has no glyph for. */
  private use(text: string, font: Font, size: number): string {
    // By its file, not by a name that is registered for it: pdfkit would read the first font anew at each use.
    this.document.font(FONT_FILES[font]).fontSize(size);
    const { text: drawn, undrawn } = drawableText(text, (codePoint) => this.hasGlyph(font, codePoint));
    for (const number of undrawn) this.undrawn.add(number);
    return drawn;
  }

  /** Of the font that was chosen. */
  private hasGlyph(font: Font, codePoint: number): boolean {
    const key = `${font} ${codePoint}`;
    let has = this.glyphs.get(key);
    if (has === undefined) {
      has = (this.document as unknown as WithEmbeddedFont)._font.font.hasGlyphForCodePoint(codePoint);
      this.glyphs.set(key, has);
    }
    return has;
  }
}

/** What pdfkit knows of a font that it was given as a file, beyond what its types tell. */
interface WithEmbeddedFont {
  readonly _font: { readonly font: { hasGlyphForCodePoint(codePoint: number): boolean } };
}

const FONT_FOLDER = join(dirname(require.resolve('dejavu-fonts-ttf/package.json')), 'ttf');

const FONT_FILES: Readonly<Record<Font, string>> = {
  plain: join(FONT_FOLDER, 'DejaVuSansCondensed.ttf'),
  bold: join(FONT_FOLDER, 'DejaVuSansCondensed-Bold.ttf'),
};
