import type { OutlinedAction, OutlinedStage } from './pipeline-outline';

/** Pixels. */
const BOX = { width: 176, height: 34, gap: 8 };
const STEP_GAP = 28;
const LABEL_WIDTH = 148;
const PADDING = 16;
const LEGEND_HEIGHT = 40;

/** Provider -> its words in the legend, in the legend's order. */
const KINDS: Readonly<Record<string, string>> = {
  CodeStarSourceConnection: 'source',
  CodeBuild: 'build',
  Manual: 'a person',
  Lambda: 'function',
  CloudFormation: 'stack',
};

const STYLE = `
  text { font: 13px system-ui, sans-serif; fill: #1f2328; }
  .stage { font-weight: 600; font-size: 15px; }
  .band { fill: #f6f8fa; stroke: #d1d9e0; }
  .arrow { stroke: #59636e; fill: none; marker-end: url(#head); }
  .box { stroke: #59636e; fill: #ffffff; }
  .CodeBuild { fill: #ddf4ff; } .CloudFormation { fill: #dafbe1; }
  .Manual { fill: #fff8c5; } .Lambda { fill: #fbefff; }
  @media (prefers-color-scheme: dark) {
    text { fill: #f0f6fc; } .band { fill: #151b23; stroke: #3d444d; }
    .arrow { stroke: #9198a1; } .box { stroke: #9198a1; fill: #212830; }
    .CodeBuild { fill: #0c2d6b; } .CloudFormation { fill: #033a16; }
    .Manual { fill: #4b2900; } .Lambda { fill: #3c1e70; }
  }`;

/**
 * A pipeline as SVG: a band for each stage, from top to bottom. A band has the steps from left to right. A
 * step has the actions that run side by side, one below the other.
 * @throws Error for a provider that the legend does not name
 */
export function pipelinePicture(stages: readonly OutlinedStage[]): string {
  const longest = Math.max(...stages.map(({ steps }) => steps.length));
  const width = LABEL_WIDTH + longest * (BOX.width + STEP_GAP) + PADDING;
  let y = PADDING;
  const bands = stages.map((stage) => {
    const height = bandHeight(stage);
    const svg = band(stage, y, width, height);
    y += height + PADDING;
    return svg;
  });
  const height = y + LEGEND_HEIGHT;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="The pipeline: ${escapeXml(stages.map(({ name }) => name).join(', '))}">`,
    `<style>${STYLE}\n</style>`,
    '<defs><marker id="head" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0 8 4 0 8z" fill="#59636e"/></marker></defs>',
    ...bands,
    ...legend(y),
    '</svg>',
    '',
  ].join('\n');
}

function bandHeight({ steps }: OutlinedStage): number {
  const most = Math.max(...steps.map((step) => step.length));
  return most * (BOX.height + BOX.gap) - BOX.gap + 2 * PADDING;
}

function band({ name, steps }: OutlinedStage, top: number, width: number, height: number): string {
  const middle = top + height / 2;
  return [
    `<rect class="band" x="8" y="${top}" width="${width - 16}" height="${height}" rx="8"/>`,
    `<text class="stage" x="24" y="${middle + 5}">${escapeXml(name)}</text>`,
    ...steps.flatMap((step, index) => {
      const left = LABEL_WIDTH + index * (BOX.width + STEP_GAP);
      const arrow =
        index === 0
          ? []
          : [`<path class="arrow" d="M${left - STEP_GAP + 2} ${middle}H${left - 3}"/>`];
      const first = middle - (step.length * (BOX.height + BOX.gap) - BOX.gap) / 2;
      return [
        ...arrow,
        ...step.map((action, row) => box(action, left, first + row * (BOX.height + BOX.gap))),
      ];
    }),
  ].join('\n');
}

function box({ name, provider }: OutlinedAction, x: number, y: number): string {
  if (!(provider in KINDS)) throw new Error(`the legend has no entry for ${provider}`);
  return (
    `<rect class="box ${provider}" x="${x}" y="${y}" width="${BOX.width}" height="${BOX.height}" rx="5"/>` +
    `<text x="${x + BOX.width / 2}" y="${y + 21}" text-anchor="middle">${escapeXml(name.replace(/\.Deploy$/, ''))}</text>`
  );
}

function legend(y: number): string[] {
  return Object.entries(KINDS).map(([provider, kind], index) => {
    const x = LABEL_WIDTH + index * 110;
    return `<rect class="box ${provider}" x="${x}" y="${y}" width="16" height="16" rx="3"/><text x="${x + 24}" y="${y + 13}">${kind}</text>`;
  });
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
