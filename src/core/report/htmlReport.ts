import { provenanceLines } from '../tables/provenance.ts';
import { createFigureList } from './figureList.ts';
import { dataElement, html, type Markup, ownElement } from './markup.ts';
import type { ReportContents } from './reportContents.ts';
import { comparisonSection } from './sections/comparison.ts';
import { gradersSection } from './sections/graders.ts';
import { resultsSection } from './sections/results.ts';
import { skillsSection } from './sections/skills.ts';
import { textsSection } from './sections/texts.ts';

/** What the page brings with it: everything that it needs, because it asks nothing of any network. */
export interface ReportAssets {
  readonly script: string;
  readonly style: string;
  /** As in a Content-Security-Policy: `sha256-…` of the two. */
  readonly scriptHash: string;
  readonly styleHash: string;
}

/**
 * One self-contained page. Its policy lets nothing in but its own script and style, by their hashes; every text in it
 * is escaped. Without scripts the tables are there all the same.
 */
export function htmlReport(contents: ReportContents, assets: ReportAssets): string {
  const figures = createFigureList();
  const sections = [
    resultsSection(contents, figures),
    comparisonSection(contents, figures),
    skillsSection(contents, figures),
    gradersSection(contents, figures),
    textsSection(contents.texts),
  ];
  return pageOf(contents, assets, sections, dataElement('figures', figures.figures)).markup;
}

function pageOf(
  { title, provenance, comparison }: ReportContents,
  { script, style, scriptHash, styleHash }: ReportAssets,
  sections: readonly (Markup | undefined)[],
  data: Markup,
): Markup {
  const policy = `default-src 'none'; script-src '${scriptHash}'; style-src '${styleHash}'; base-uri 'none'; form-action 'none'`;
  return html`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
${ownElement('style', style)}
</head>
<body>
<header><h1>${title}</h1>
<nav aria-label="Sections"><a href="#results">Results</a>${comparison === undefined ? undefined : html` <a href="#comparison">Comparison</a>`} <a href="#skills">Skills</a> <a href="#graders">Graders</a> <a href="#texts">Texts</a> <a href="#provenance">Provenance</a></nav>
</header>
<main>
${sections}
<section id="provenance"><h2>Provenance</h2>
<ul>${provenanceLines(provenance).map((line) => html`<li>${line}</li>`)}</ul>
</section>
</main>
${data}
${ownElement('script', script)}
</body>
</html>
`;
}
