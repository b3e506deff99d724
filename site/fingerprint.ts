import { createHash } from 'node:crypto';

/** Name -> text. */
export type Files = Readonly<Record<string, string>>;

export interface PublishedSite {
  /** People and search engines know their names. Their content changes. */
  readonly pages: Files;
  /** Below ASSETS_FOLDER. Their names change with their content, so that no browser needs to ask again. */
  readonly assets: Files;
}

export const ASSETS_FOLDER = 'assets';

/** Only pages and other assets refer to them. */
const IS_ASSET = /\.(?:js|css|svg)$|^[^/]+\//;

/** The beginning of a quoted path, up to a file at the top or the name of a folder. */
const REFERENCE = /(?<=['"`])(\.?\/)([\w.-]+)(?=['"`/])/g;

/**
 * Puts a digest into the name of every asset, and the new names into the files that refer to it: pages
 * say `"/name"`, scripts say `'./name'` or `'/folder/`. A folder comes from another package and changes
 * as a whole. So it has one digest, and its files stay as they are.
 */
export function fingerprint(files: Files): PublishedSite {
  const names = Object.keys(files);
  const units = new Set(names.filter((name) => IS_ASSET.test(name)).map(unitOf));
  const published = new Map<string, string>();

  const publish = (unit: string, within: readonly string[]): string => {
    if (within.includes(unit)) throw new Error(`${unit} of the site refers to itself.`);
    const known = published.get(unit);
    if (known !== undefined) return known;
    const content = names
      .filter((name) => unitOf(name) === unit)
      .map((name) => [name, resolve(name, [...within, unit])]);
    const digest = createHash('sha256').update(JSON.stringify(content)).digest('hex').slice(0, 10);
    const name = unit.replace(/(\.\w+)?$/, (extension) => `.${digest}${extension}`);
    published.set(unit, name);
    return name;
  };

  /** The text of a file, with the published names of the files that it refers to. */
  const resolve = (name: string, within: readonly string[] = []): string => {
    const text = files[name] ?? '';
    if (name.includes('/')) return text;
    return text.replace(REFERENCE, (reference, start: string, unit: string) => {
      if (!units.has(unit)) return reference;
      return (start === './' ? './' : `/${ASSETS_FOLDER}/`) + publish(unit, within);
    });
  };

  const pages = names.filter((name) => !units.has(unitOf(name)));
  const assets = names.filter((name) => units.has(unitOf(name)));
  return {
    pages: Object.fromEntries(pages.map((name) => [name, resolve(name)])),
    assets: Object.fromEntries(
      assets.map((name) => [name.replace(unitOf(name), publish(unitOf(name), [])), resolve(name)]),
    ),
  };
}

/** The folder at the top that holds a file, or the file itself. */
function unitOf(name: string): string {
  return name.split('/', 1)[0] ?? name;
}
