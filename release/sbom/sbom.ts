import { Enums, Models, Serialize, SPDX, Spec } from '@cyclonedx/cyclonedx-library';
import { createHash } from 'node:crypto';
import type { AssemblyAsset } from '../assembly/files';
import { IN_TESTS_ALONE } from '../supply-chain/accepted-licences';
import { isExpression, licencesOf } from '../supply-chain/declared-licences';
import { type LockedPackage, type Lockfile, nameOf } from '../supply-chain/lockfile';

/** The release would deploy a package that may not be deployed, or that is not known. */
export class SbomError extends Error {
  readonly code = 'SBOM_IMPOSSIBLE';
  constructor(asset: AssemblyAsset, name: string, problem: string) {
    super(`${asset.path} of ${asset.stackName} holds ${name}, ${problem}.`);
    this.name = 'SbomError';
  }
}

/**
 * CycloneDX 1.6 of what a release deploys: each function and each part of the site, and the npm packages
 * in it. The same assets give the same text: it has no time, and its serial number comes from its content.
 * @throws {SbomError}
 */
export function sbomOf(
  project: string,
  assets: readonly AssemblyAsset[],
  lockfile: Lockfile,
): string {
  const locked = lockedPackages(lockfile);
  const bom = new Models.Bom();
  bom.metadata.component = new Models.Component(Enums.ComponentType.Application, project, {
    bomRef: project,
  });
  const libraries = new Map<string, Models.Component>();
  for (const asset of assets) {
    const deployed = new Models.Component(Enums.ComponentType.Application, asset.path, {
      bomRef: `${asset.stackName}/${asset.path}`,
      version: asset.hash,
      group: asset.stackName,
    });
    for (const [name, version] of Object.entries(asset.packages)) {
      if (Object.hasOwn(IN_TESTS_ALONE, name))
        throw new SbomError(asset, name, 'which is only for tests');
      const known = locked.get(`${name}@${version}`);
      if (!known) throw new SbomError(asset, name, `which is in no lockfile as ${version}`);
      const library = libraries.get(`${name}@${version}`) ?? libraryOf(name, version, known);
      libraries.set(`${name}@${version}`, library);
      deployed.dependencies.add(library.bomRef);
    }
    bom.components.add(deployed);
    bom.metadata.component.dependencies.add(deployed.bomRef);
  }
  for (const library of libraries.values()) bom.components.add(library);
  bom.serialNumber = serialOf(serialize(bom));
  return serialize(bom);
}

function lockedPackages({ packages }: Lockfile): ReadonlyMap<string, LockedPackage> {
  return new Map(
    Object.entries(packages)
      .filter(([path]) => path !== '')
      .map(([path, one]) => [`${nameOf(path)}@${one.version ?? ''}`, one]),
  );
}

function libraryOf(name: string, version: string, locked: LockedPackage) {
  const purl = `pkg:npm/${name.replace('@', '%40')}@${version}`;
  const library = new Models.Component(Enums.ComponentType.Library, name, {
    bomRef: purl,
    version,
    purl,
  });
  for (const licence of licenceModels(licencesOf(locked))) library.licenses.add(licence);
  const [, sha512] = /^sha512-(.+)$/.exec(locked.integrity ?? '') ?? [];
  // The digest of the package at npm.
  if (sha512 !== undefined) {
    const digest = Buffer.from(sha512, 'base64').toString('hex');
    library.hashes.set(Enums.HashAlgorithm['SHA-512'], digest);
  }
  return library;
}

/**
 * CycloneDX 1.6 allows one expression of SPDX, or a list of ids and names. If an expression has others
 * beside it, the library (10.3.0) writes only the expression. So then it is written as a name.
 * https://cyclonedx.org/docs/1.6/json/#components_items_licenses
 */
function licenceModels(licences: readonly string[]): Models.License[] {
  const [first] = licences;
  if (first !== undefined && licences.length === 1 && isExpression(first)) {
    return [new Models.LicenseExpression(first)];
  }
  return licences.map((licence) =>
    SPDX.isSupportedSpdxId(licence)
      ? new Models.SpdxLicense(licence)
      : new Models.NamedLicense(licence),
  );
}

function serialize(bom: Models.Bom): string {
  const normalizers = new Serialize.JSON.Normalize.Factory(Spec.Spec1dot6);
  return `${new Serialize.JsonSerializer(normalizers).serialize(bom, { sortLists: true, space: 1 })}\n`;
}

/** A UUID of the content, in version 8, which is free for own formats. https://www.rfc-editor.org/rfc/rfc9562 */
function serialOf(content: string): string {
  const digest = createHash('sha256').update(content).digest();
  digest.writeUInt8((digest.readUInt8(6) & 0x0f) | 0x80, 6);
  digest.writeUInt8((digest.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = digest.toString('hex', 0, 16);
  return `urn:uuid:${hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')}`;
}
