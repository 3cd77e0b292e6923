import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A wire that can be cut: everything between the services and a server goes through one. */
export interface TcpProxy {
  readonly port: number;
  /** Ends every connection with a reset. New ones are taken. */
  cut(): void;
  /** Ends every connection, and each new one at once, until `mend`. */
  sever(): void;
  /** Cuts every connection once it has carried so many more bytes towards the server: in the middle of a message. */
  cutAfter(bytes: number): void;
  /** Carries nothing and keeps the connections, as a network does that drops packets, until `mend`. */
  freeze(): void;
  mend(): void;
  close(): Promise<void>;
}

interface Wire {
  readonly client: Socket;
  readonly server: Socket;
}

/** Carries connections to `port` on loopback. */
export async function startTcpProxy(port: number): Promise<TcpProxy> {
  const wires = new Set<Wire>();
  let severed = false;
  let frozen = false;
  let bytesLeft = Number.POSITIVE_INFINITY;

  const cut = () => {
    for (const { client, server } of wires) {
      client.resetAndDestroy();
      server.resetAndDestroy();
    }
  };
  const setFlow = () => {
    for (const { client, server } of wires) {
      for (const socket of [client, server]) {
        if (frozen) socket.pause();
        else socket.resume();
      }
    }
  };
  const listener = createServer((client) => {
    if (severed) {
      client.resetAndDestroy();
      return;
    }
    const wire: Wire = { client, server: connect(port, '127.0.0.1') };
    wires.add(wire);
    carry(wire, (bytes) => {
      bytesLeft -= bytes;
      if (bytesLeft >= 0) return;
      bytesLeft = Number.POSITIVE_INFINITY;
      cut();
    });
    for (const socket of [client, wire.server]) socket.once('close', () => wires.delete(wire));
    if (frozen) setFlow();
  });
  listener.listen(0, '127.0.0.1');
  await once(listener, 'listening');

  return {
    port: (listener.address() as AddressInfo).port,
    cut,
    sever: () => {
      severed = true;
      cut();
    },
    cutAfter: (bytes) => {
      bytesLeft = bytes;
    },
    freeze: () => {
      frozen = true;
      setFlow();
    },
    mend: () => {
      severed = false;
      frozen = false;
      bytesLeft = Number.POSITIVE_INFINITY;
      setFlow();
    },
    close: async () => {
      cut();
      listener.close();
      await once(listener, 'close');
    },
  };
}

function carry({ client, server }: Wire, onSent: (bytes: number) => void): void {
  client.setNoDelay(true);
  server.setNoDelay(true);
  client.on('data', (piece: Buffer) => {
    // Half of the last piece still arrives: what is cut is a message, and not the pause between two.
    const carried = server.write(piece);
    onSent(piece.length);
    if (!carried) pauseUntilDrained(client, server);
  });
  server.on('data', (piece: Buffer) => {
    if (!client.write(piece)) pauseUntilDrained(server, client);
  });
  for (const [one, other] of [
    [client, server],
    [server, client],
  ] as const) {
    one.on('error', () => other.destroy());
    one.on('close', () => other.destroy());
  }
}

function pauseUntilDrained(from: Socket, to: Socket): void {
  from.pause();
  to.once('drain', () => from.resume());
}
