import { InvalidArgumentError } from 'commander';

/** A name server as an owner writes it. */
export interface NamedServer {
  /** As the owner wrote it. */
  readonly given: string;
  /** A name or an address, without brackets. */
  readonly host: string;
  readonly port: number;
}

export const DNS_PORT = 53;

/** `ns1.example.net`, `192.0.2.53`, `2001:db8::53`, `[2001:db8::53]:5353` */
const SERVER =
  /^(?:\[([\da-f:.]+)\]|([\w.-]+|[\da-f:.]*:[\da-f:.]*:[\da-f:.]*))(?::([1-9]\d{0,4}))?$/i;

/** @throws InvalidArgumentError */
export function toServer(given: string): NamedServer {
  const [, bracketed, plain, port = String(DNS_PORT)] = SERVER.exec(given) ?? [];
  const host = bracketed ?? plain;
  if (host !== undefined && Number(port) <= 65_535) return { given, host, port: Number(port) };
  throw new InvalidArgumentError(
    'Write the name or the address of a server, such as ns1.example.net. If the port is not 53, add it (1 to 65535): 192.0.2.53:5353, [2001:db8::53]:5353.',
  );
}
