import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { venvPython } from '../../../../rehearsal/paths';

export interface ReceivedRequest {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** What a receiver does with its nth request to a path, from 1. */
export type Reaction = (answer: ServerResponse, number: number) => void;

/** Takes webhooks on this machine, by https. A path is a webhook: what it does is set for each. */
export interface HttpsReceiver {
  readonly origin: string;
  /** For NODE_EXTRA_CA_CERTS. */
  readonly certificateFile: string;
  react(path: string, reaction: Reaction): void;
  received(path: string): readonly ReceivedRequest[];
  stop(): Promise<void>;
}

/** @param directory where the certificate and its key are kept */
export async function startHttpsReceiver(directory: string): Promise<HttpsReceiver> {
  const certificateFile = join(directory, 'receiver.crt');
  const keyFile = join(directory, 'receiver.key');
  await promisify(execFile)(venvPython, ['-c', MAKE_CERTIFICATE, certificateFile, keyFile]);
  const requests: ReceivedRequest[] = [];
  const reactions = new Map<string, Reaction>();
  const server = createServer(
    { cert: await readFile(certificateFile), key: await readFile(keyFile) },
    (request, answer) => {
      void text(request).then((body) => {
        const path = request.url ?? '';
        requests.push({ path, headers: request.headers, body });
        const number = requests.filter((one) => one.path === path).length;
        const react = reactions.get(path);
        if (react) react(answer, number);
        else answer.writeHead(204).end();
      });
    },
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `https://127.0.0.1:${(server.address() as AddressInfo).port}`,
    certificateFile,
    react: (path, reaction) => reactions.set(path, reaction),
    received: (path) => requests.filter((one) => one.path === path),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

/** Node makes no certificates; the emulator's own Python has a package that does. */
const MAKE_CERTIFICATE = `
import datetime, ipaddress, sys
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
key = ec.generate_private_key(ec.SECP256R1())
name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "receiver")])
now = datetime.datetime.now(datetime.timezone.utc)
names = [x509.IPAddress(ipaddress.ip_address("127.0.0.1")), x509.DNSName("localhost")]
certificate = (
    x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    .serial_number(x509.random_serial_number())
    .not_valid_before(now - datetime.timedelta(days=1)).not_valid_after(now + datetime.timedelta(days=1))
    .add_extension(x509.SubjectAlternativeName(names), critical=False)
    .sign(key, hashes.SHA256())
)
open(sys.argv[1], "wb").write(certificate.public_bytes(serialization.Encoding.PEM))
open(sys.argv[2], "wb").write(key.private_bytes(
    serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()))
`;
