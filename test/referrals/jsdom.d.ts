/** What is used of jsdom: its own types would bring those of browsers into the whole project. */
declare module 'jsdom' {
  export class CookieJar {
    getCookiesSync(url: string): readonly { maxAge: unknown; secure: boolean; sameSite: string }[];
  }

  export class VirtualConsole {}

  interface Element {
    readonly value: string;
    dispatchEvent(event: object): boolean;
  }

  interface Document {
    readonly cookie: string;
    readonly body: { innerHTML: string };
    querySelector(selector: string): Element | null;
    querySelectorAll(selector: string): readonly Element[];
    addEventListener(type: string, listen: (event: unknown) => void): void;
  }

  interface Window {
    readonly document: Document;
    readonly localStorage: { setItem(name: string, value: string): void; getItem(name: string): string | null };
    readonly Event: new (type: string, options: object) => object;
    eval(script: string): unknown;
    close(): void;
  }

  export class JSDOM {
    constructor(html: string, options: object);
    readonly window: Window;
  }
}
