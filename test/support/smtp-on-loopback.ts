import type { AddressInfo, Socket } from 'node:net';
import { SMTPServer } from 'smtp-server';

export interface TakenMail {
  readonly to: string;
  /** The whole message with its headers. */
  readonly source: string;
}

/** An SMTP server on loopback that does to each address what its local part says. */
export interface LoopbackSmtp {
  readonly url: string;
  readonly taken: TakenMail[];
  /** Connections that were cut after a mail was taken, so that its sender does not know. */
  cuts: number;
  close(): Promise<void>;
}

function refusal(code: number, text: string): Error {
  return Object.assign(new Error(text), { responseCode: code });
}

/** `gone@`: no such mailbox (550); `later@`: not now (451); `cut@`: takes the first mail and cuts the connection. */
export async function smtpOnLoopback(): Promise<LoopbackSmtp> {
  const sockets = new Map<string, Socket>();
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onRcptTo({ address }, _session, callback) {
      if (address.startsWith('gone@')) return callback(refusal(550, `5.1.1 ${address} is not here`));
      if (address.startsWith('later@')) return callback(refusal(451, '4.3.0 come again'));
      callback();
    },
    onData(stream, session, callback) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const to = session.envelope.rcptTo[0]?.address ?? '';
        smtp.taken.push({ to, source: Buffer.concat(chunks).toString() });
        if (!to.startsWith('cut@') || smtp.cuts > 0) return callback();
        smtp.cuts += 1;
        sockets.forEach((socket, port) => port === String(session.remotePort) && socket.destroy());
      });
    },
  });
  server.server.on('connection', (socket: Socket) => sockets.set(String(socket.remotePort), socket));
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  const smtp: LoopbackSmtp = {
    url: `smtp://127.0.0.1:${port}`,
    taken: [],
    cuts: 0,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
  return smtp;
}
