import type { NextFunction, Request, Response } from 'express';

/** Middleware: what is answered is for the one who asked; no browser and no cache between keeps it. */
export function keepNoAnswer(_request: Request, response: Response, next: NextFunction): void {
  response.setHeader('Cache-Control', 'no-store');
  next();
}
