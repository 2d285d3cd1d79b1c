/** What multipart-reader.ts uses of busboy 1.6.0; the package publishes no types. */
declare module 'busboy' {
  import type { Readable, Writable } from 'node:stream';

  interface FileInfo {
    readonly filename?: string;
    readonly encoding: string;
    readonly mimeType: string;
  }

  interface FieldInfo {
    readonly nameTruncated: boolean;
    readonly valueTruncated: boolean;
  }

  interface Parser extends Writable {
    on(event: 'file', use: (field: string, bytes: Readable, info: FileInfo) => void): this;
    on(event: 'field', use: (field: string, value: string, info: FieldInfo) => void): this;
    on(event: 'filesLimit' | 'fieldsLimit' | 'partsLimit' | 'close', use: () => void): this;
    on(event: 'error', use: (error: Error) => void): this;
  }

  interface ParserSettings {
    readonly headers: Readonly<Record<string, string | string[] | undefined>>;
    /** Of names in the headers of parts. */
    readonly defParamCharset: 'utf8';
    readonly limits: {
      readonly fieldNameSize: number;
      readonly fieldSize: number;
      readonly fields: number;
      readonly fileSize: number;
      readonly files: number;
    };
  }

  export default function busboy(settings: ParserSettings): Parser;
}
