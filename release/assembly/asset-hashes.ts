/** Object keys of CDK's assets: a digest, and the extension of the file. */
const ASSET_KEY = /(?<![0-9a-f])([0-9a-f]{64})\.[a-z]+(?![a-z.])/g;

/** Hashes of the assets that a resource's properties name, each once, in their order. */
export function assetHashes(properties: unknown): string[] {
  const text = JSON.stringify(properties ?? null);
  return [...new Set([...text.matchAll(ASSET_KEY)].map(([, hash = '']) => hash))];
}
