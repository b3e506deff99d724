import { once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { getDefaultHighWaterMark, Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { GetObjectCommand, PutObjectCommand, S3ServiceException } from '@aws-sdk/client-s3';
import { readReference, writeReference, type CloneReference } from '../actions/clone';
import type { Cloud, Credentials } from '../emulator/cloud';
import type { ArtifactBucket, Plan } from '../plan/plan';
import { unzip } from './zip';

export interface S3Location {
  readonly Bucket: string;
  readonly Key: string;
}

/**
 * The artifacts of one execution. They are zips in the deployed artifact buckets. Each action writes and
 * reads them under its own role, so that bucket policies and grants are exercised.
 */
export class Artifacts {
  /** Artifact -> region -> its place in that region's store. The region in which it was made comes first. */
  readonly #locations = new Map<string, Map<string, S3Location>>();
  /** Artifacts that are references to a clone, without files. */
  readonly #references = new Set<string>();
  /** Downloaded objects, by bucket and key -> their file. */
  readonly #copies = new Map<string, Copy>();

  constructor(
    private readonly cloud: Cloud,
    private readonly plan: Plan,
    private readonly executionId: string,
    /** Folder of the downloads. */
    private readonly folder: string,
  ) {}

  /** Uploads an output artifact that is a reference to a clone. */
  async putReference(
    artifact: string,
    reference: CloneReference,
    role: Credentials,
    region: string,
  ): Promise<void> {
    const file = join(this.folder, `${crypto.randomUUID()}.json`);
    await writeReference(file, reference);
    await this.put(artifact, file, role, region);
    this.#references.add(artifact);
  }

  /** The clone to which an input artifact refers; `undefined` if it has files. */
  async fetchReference(
    artifact: string,
    role: Credentials,
    region: string,
  ): Promise<CloneReference | undefined> {
    if (!this.#references.has(artifact)) return undefined;
    const location = await this.#locate(artifact, region);
    return readReference(await this.#download(artifact, location, role, region));
  }

  /** Uploads an output artifact to the store of the action's region. */
  async put(artifact: string, zipFile: string, role: Credentials, region: string): Promise<void> {
    const { keyId } = this.#store(region);
    const location = this.newLocation(artifact, region);
    const { size: ContentLength } = await stat(zipFile);
    // Some zips are larger than all else that the rehearsal holds. Streams of files have a default of their own.
    const Body = createReadStream(zipFile, { highWaterMark: getDefaultHighWaterMark(false) });
    await once(Body, 'open');
    const object = new PutObjectCommand({
      ...location,
      Body,
      ContentLength,
      ...(keyId !== undefined && { ServerSideEncryption: 'aws:kms', SSEKMSKeyId: keyId }),
    });
    const client = this.cloud.s3(role, region);
    const { ETag } = await named(
      `putting artifact ${artifact} into ${location.Bucket}`,
      client.send(object),
    ).finally(() => {
      // S3 can refuse before it has all. Then the rest is not sent, and the connection waits for it.
      Body.destroy();
      client.destroy();
    });
    this.#keep(location, ETag, zipFile);
    this.hasCome(artifact, location, region);
  }

  /** Place of an output artifact. The key has CodePipeline's form: shortened names, and a unique part. */
  newLocation(artifact: string, region: string): S3Location {
    const unique = crypto.randomUUID().slice(0, 7);
    const Key = `${this.plan.pipeline.slice(0, 20)}/${artifact.slice(0, 10)}/${unique}`;
    return { Bucket: this.#store(region).bucket, Key };
  }

  /** Notes that the output artifact now exists, also if a function wrote it. */
  hasCome(artifact: string, location: S3Location, region: string): void {
    const regions = this.#locations.get(artifact) ?? new Map<string, S3Location>();
    this.#locations.set(artifact, regions.set(region, location));
  }

  /** The known place of an artifact, in this region if it is there; `undefined` before an action made it. */
  whereIs(artifact: string, region: string): S3Location | undefined {
    const regions = this.#locations.get(artifact);
    return regions?.get(region) ?? regions?.values().next().value;
  }

  /** Place of an input artifact with files, for a function that fetches it itself. */
  async locate(artifact: string, region: string): Promise<S3Location> {
    // https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-CodestarConnectionSource.html
    if (this.#references.has(artifact)) {
      throw new Error(
        `The artifact ${artifact} is a reference to a clone (CODEBUILD_CLONE_REF), which only CodeBuild actions take`,
      );
    }
    return this.#locate(artifact, region);
  }

  /** Fetches an input artifact and unpacks it. */
  async unpack(artifact: string, target: string, role: Credentials, region: string): Promise<void> {
    await unzip(await this.fetch(artifact, role, region), target);
  }

  /** Fetches an input artifact and returns the zip's path. Others get the same file, so do not change it. */
  async fetch(artifact: string, role: Credentials, region: string): Promise<string> {
    return this.#download(artifact, await this.locate(artifact, region), role, region);
  }

  async #locate(artifact: string, region: string): Promise<S3Location> {
    const regions = this.#locations.get(artifact);
    const [first] = regions ?? [];
    if (!regions || !first) throw new Error(`No action has made the artifact ${artifact} yet`);
    return regions.get(region) ?? this.#replicate(artifact, first, region);
  }

  /** CodePipeline copies artifacts to the store of another region under the pipeline's role. */
  async #replicate(
    artifact: string,
    [home, original]: readonly [string, S3Location],
    region: string,
  ): Promise<S3Location> {
    const role = await this.cloud.pipelineRole(this.plan, this.executionId);
    await this.put(artifact, await this.#download(artifact, original, role, home), role, region);
    return this.#locate(artifact, region);
  }

  /**
   * Every action requests the object under its own role. So bucket policy, grants and key are checked each
   * time. An object that is already here is not sent again (If-None-Match).
   */
  async #download(
    artifact: string,
    location: S3Location,
    role: Credentials,
    region: string,
  ): Promise<string> {
    const copy = this.#copies.get(keyOf(location));
    const request = new GetObjectCommand({ ...location, ...(copy && { IfNoneMatch: copy.etag }) });
    const what = `fetching artifact ${artifact} from ${location.Bucket}`;
    const object = await named(what, unlessNotModified(this.cloud.s3(role, region).send(request)));
    if (!object && copy) return copy.file;
    if (!(object?.Body instanceof Readable)) throw new Error(`${artifact} came without content`);
    await mkdir(this.folder, { recursive: true });
    const target = join(this.folder, `${artifact}-${crypto.randomUUID()}.zip`);
    await pipeline(object.Body, createWriteStream(target));
    this.#keep(location, object.ETag, target);
    return target;
  }

  #keep(location: S3Location, etag: string | undefined, file: string): void {
    if (etag !== undefined) this.#copies.set(keyOf(location), { etag, file });
  }

  #store(region: string): ArtifactBucket {
    const store = this.plan.stores.get(region);
    if (!store) {
      throw new Error(
        `The pipeline has no artifact store in ${region}; an action there cannot have artifacts`,
      );
    }
    return store;
  }
}

interface Copy {
  readonly etag: string;
  readonly file: string;
}

function keyOf({ Bucket, Key }: S3Location): string {
  return `${Bucket}/${Key}`;
}

/** The SDK treats S3's 304 as an error. */
async function unlessNotModified<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof S3ServiceException && error.$metadata.httpStatusCode === 304) {
      return undefined;
    }
    throw error;
  }
}

/** Adds artifact and bucket, because an S3 error names neither. */
async function named<T>(what: string, result: Promise<T>): Promise<T> {
  try {
    return await result;
  } catch (cause) {
    const reason = cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause);
    throw new Error(`${what}: ${reason}`, { cause });
  }
}
