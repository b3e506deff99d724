import { createWriteStream } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { readReference, writeReference, type CloneReference } from './actions/connection';
import type { Cloud, Credentials } from './cloud';
import type { ArtifactStore, Plan } from './plan';
import { unzip } from './zip';

/**
 * The artifacts of one execution. They travel as zips through the deployed artifact buckets, put
 * and fetched under each action's own role, so that bucket policies and grants are exercised.
 */
export class Artifacts {
  /** artifact -> region -> key in that region's store */
  readonly #keys = new Map<string, Map<string, string>>();
  /** Those that stand for a clone, and hold no files. */
  readonly #references = new Set<string>();

  constructor(
    private readonly cloud: Cloud,
    private readonly plan: Plan,
    private readonly executionId: string,
    /** Where downloads are kept. */
    private readonly folder: string,
  ) {}

  /** Uploads an output artifact that is the reference of a clone. */
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

  /** The clone that an input artifact stands for; `undefined` when it holds files. */
  async fetchReference(
    artifact: string,
    role: Credentials,
    region: string,
  ): Promise<CloneReference | undefined> {
    if (!this.#references.has(artifact)) return undefined;
    return readReference(await this.#fetch(artifact, role, region));
  }

  /** Uploads an output artifact to the store of the action's region. */
  async put(artifact: string, zipFile: string, role: Credentials, region: string): Promise<void> {
    const store = this.#store(region);
    // CodePipeline's own form of keys: names cut short and something unique.
    const unique = crypto.randomUUID().slice(0, 7);
    const key = `${this.plan.pipeline.slice(0, 20)}/${artifact.slice(0, 10)}/${unique}`;
    const object = new PutObjectCommand({
      Bucket: store.bucket,
      Key: key,
      Body: await readFile(zipFile),
      ...(store.keyId !== undefined && {
        ServerSideEncryption: 'aws:kms',
        SSEKMSKeyId: store.keyId,
      }),
    });
    await named(
      `putting artifact ${artifact} into ${store.bucket}`,
      this.cloud.s3(role, region).send(object),
    );
    const regions = this.#keys.get(artifact) ?? new Map<string, string>();
    this.#keys.set(artifact, regions.set(region, key));
  }

  /** Downloads an input artifact and unpacks it. */
  async unpack(artifact: string, target: string, role: Credentials, region: string): Promise<void> {
    await unzip(await this.fetch(artifact, role, region), target);
  }

  /** Downloads an input artifact and returns the zip's path. */
  async fetch(artifact: string, role: Credentials, region: string): Promise<string> {
    // https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-CodestarConnectionSource.html
    if (this.#references.has(artifact)) {
      throw new Error(
        `The artifact ${artifact} is a reference to a clone (CODEBUILD_CLONE_REF), which only CodeBuild actions take`,
      );
    }
    return this.#fetch(artifact, role, region);
  }

  async #fetch(artifact: string, role: Credentials, region: string): Promise<string> {
    const regions = this.#keys.get(artifact);
    if (!regions) throw new Error(`No action has made the artifact ${artifact} yet`);
    if (!regions.has(region)) await this.#replicate(artifact, region);
    return this.#download(artifact, role, region);
  }

  /** CodePipeline copies artifacts to the store of another region under the pipeline's role. */
  async #replicate(artifact: string, region: string): Promise<void> {
    const [home] = this.#keys.get(artifact)?.keys() ?? [];
    if (home === undefined) throw new Error(`No action has made the artifact ${artifact} yet`);
    const role = await this.cloud.pipelineRole(this.plan, this.executionId);
    await this.put(artifact, await this.#download(artifact, role, home), role, region);
  }

  async #download(artifact: string, role: Credentials, region: string): Promise<string> {
    const key = this.#keys.get(artifact)?.get(region);
    const { bucket } = this.#store(region);
    const { Body } = await named(
      `fetching artifact ${artifact} from ${bucket}`,
      this.cloud.s3(role, region).send(new GetObjectCommand({ Bucket: bucket, Key: key })),
    );
    if (!(Body instanceof Readable)) throw new Error(`${artifact} came without content`);
    await mkdir(this.folder, { recursive: true });
    const target = join(this.folder, `${artifact}-${crypto.randomUUID()}.zip`);
    await pipeline(Body, createWriteStream(target));
    return target;
  }

  #store(region: string): ArtifactStore {
    const store = this.plan.stores.get(region);
    if (!store) {
      throw new Error(
        `The pipeline has no artifact store in ${region}; an action there cannot have artifacts`,
      );
    }
    return store;
  }
}

/** An S3 error says neither which artifact nor which bucket. */
async function named<T>(what: string, result: Promise<T>): Promise<T> {
  try {
    return await result;
  } catch (cause) {
    const reason = cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause);
    throw new Error(`${what}: ${reason}`, { cause });
  }
}
