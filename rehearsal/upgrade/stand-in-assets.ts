import { buffer } from 'node:stream/consumers';
import { ZipFile } from 'yazl';

/** An object of the bootstrap bucket that a template names. */
export interface AssetReference {
  readonly bucket: string;
  readonly key: string;
  /** Handler of a function: a file without its ending, and the name of its export. */
  readonly handler?: string;
  readonly runtime?: string;
}

/** The objects with the code of a template's functions, layers and bucket deployments. */
export function assetReferences(
  template: string,
  place: { readonly account: string; readonly region: string },
): AssetReference[] {
  const { Resources = {} } = JSON.parse(template) as {
    readonly Resources?: Readonly<Record<string, { readonly Properties?: Properties }>>;
  };
  return Object.values(Resources).flatMap(({ Properties: properties = {} }) => {
    const { Code, Content, Handler, Runtime } = properties;
    const { SourceBucketNames, SourceObjectKeys } = properties;
    const handler = typeof Handler === 'string' && { handler: Handler };
    const runtime = typeof Runtime === 'string' && { runtime: Runtime };
    const code = [Code, Content].map((one) => [
      (one as Properties | undefined)?.['S3Bucket'],
      (one as Properties | undefined)?.['S3Key'],
    ]);
    const sources = asList(SourceObjectKeys).map((key, at) => [asList(SourceBucketNames)[at], key]);
    return [...code, ...sources].flatMap(([bucket, key]) => {
      const name = resolved(bucket, place);
      if (name === undefined || typeof key !== 'string') return [];
      return [{ bucket: name, key, ...handler, ...runtime }];
    });
  });
}

type Properties = Readonly<Record<string, unknown>>;

function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** A bucket's name in CDK's form: with the account and the region, or with references to them. */
function resolved(
  value: unknown,
  { account, region }: { readonly account: string; readonly region: string },
): string | undefined {
  const text =
    typeof value === 'object' && value !== null ? (value as Properties)['Fn::Sub'] : value;
  if (typeof text !== 'string') return undefined;
  return text.replaceAll('${AWS::AccountId}', account).replaceAll('${AWS::Region}', region);
}

/** Does nothing. A custom resource gets the answer that everything is done. */
const standIn = (exported: string) => `exports[${JSON.stringify(exported)}] = async (event) => {
  if (!event?.ResponseURL) return {};
  const { RequestId, StackId, LogicalResourceId, PhysicalResourceId = LogicalResourceId } = event;
  const answer = { Status: 'SUCCESS', RequestId, StackId, LogicalResourceId, PhysicalResourceId, Data: {} };
  await fetch(event.ResponseURL, { method: 'PUT', body: JSON.stringify(answer) });
};
`;

/** Replaces an object that we may not read: a function with the same handler, which does nothing. */
export async function standInFor(references: readonly AssetReference[]): Promise<Buffer> {
  const zip = new ZipFile();
  const files = new Map<string, string>([['stand-in.txt', 'The code is not known here.\n']]);
  for (const { handler, runtime = '' } of references) {
    if (handler === undefined || !runtime.startsWith('nodejs')) continue;
    const dot = handler.lastIndexOf('.');
    const file = `${handler.slice(0, dot)}.js`;
    files.set(file, (files.get(file) ?? '') + standIn(handler.slice(dot + 1)));
  }
  for (const [name, content] of files) zip.addBuffer(Buffer.from(content), name);
  zip.end();
  return buffer(zip.outputStream);
}
