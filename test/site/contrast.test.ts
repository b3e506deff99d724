import { readFileSync } from 'node:fs';
import path from 'node:path';

const css = readFileSync(path.join(__dirname, '../../site/static/style.css'), 'utf8');

type Palette = Readonly<Record<string, string>>;

/** Custom properties of the first `:root` after a mark in the style sheet. */
function paletteAfter(mark: string): Palette {
  const block = /:root \{([^}]*)\}/.exec(css.slice(css.indexOf(mark)))?.[1] ?? '';
  return Object.fromEntries(
    [...block.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(
      ([, name = '', value = '']) => [name, value] as const,
    ),
  );
}

/** Relative luminance, 0 to 1. https://www.w3.org/TR/WCAG22/#dfn-relative-luminance */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const share = parseInt(hex.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** 1 to 21. https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio */
function contrast(one: string, other: string): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

const PAIRS: readonly (readonly [string, string, number])[] = [
  ['text', 'background', 4.5],
  ['hint', 'background', 4.5],
  ['error', 'background', 4.5],
  // Links are text; the focus ring, in the same colour, needs less.
  ['accent', 'background', 4.5],
  ['on-accent', 'accent', 4.5],
  ['border', 'background', 3],
];

function tooFaint(palette: Palette): string[] {
  return PAIRS.flatMap(([front, back, least]) => {
    const ratio = contrast(palette[front] ?? '', palette[back] ?? '');
    return ratio >= least ? [] : [`${front} on ${back}: ${ratio.toFixed(2)} < ${least}`];
  });
}

describe('colours have enough contrast (WCAG 2.2 AA)', () => {
  const light = paletteAfter('');
  const dark = paletteAfter('prefers-color-scheme: dark');

  test('in light mode', () => {
    expect(tooFaint(light)).toEqual([]);
  });

  test('in dark mode', () => {
    expect(dark['background']).not.toBe(light['background']);
    expect(tooFaint(dark)).toEqual([]);
  });

  test('control: the check notices a colour that is too faint or missing', () => {
    expect(tooFaint({ ...light, hint: '#999999' })).toEqual(['hint on background: 2.85 < 4.5']);
    expect(tooFaint({})).toHaveLength(PAIRS.length);
  });

  test('and none is written outside the palettes', () => {
    const rules = css.replaceAll(/:root \{[^}]*\}/g, '');
    expect(rules.match(/#[0-9a-f]{3,8}\b|rgb|hsl/g)).toBeNull();
  });
});
