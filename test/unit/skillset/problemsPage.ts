import { GUIDES, type ProblemGuide } from '../../../src/core/skillset/guide/guide.ts';
import { PROBLEM_CODES, type ProblemCode } from '../../../src/core/skillset/problemCodes.ts';

/** Every code with what is said about it. */
export const GUIDED: readonly { readonly code: ProblemCode; readonly guide: ProblemGuide }[] = (
  Object.keys(PROBLEM_CODES) as ProblemCode[]
).map((code) => ({ code, guide: GUIDES[code] }));

/** docs/problems.md: a section for each code, of the same name. */
export function problemsPage(): string {
  return `# Problems of skillset files

What the editor and \`skillmix check\` tell, by the code that stands behind the message. An error keeps the entry from being
used; a warning is likely a mistake; the others are advice. In the editor a click on the code opens this page.

This page is made by \`npx vitest run --project unit test/unit/skillset/problemsPage.test.ts --update\`, and a test tries
every example.

${GUIDED.map(section).join('\n\n')}
`;
}

function section({ code, guide }: (typeof GUIDED)[number]): string {
  const { means, wrong, right, fix } = guide;
  return [
    `## ${code}`,
    `${PROBLEM_CODES[code]}.`,
    means,
    ...(wrong === undefined ? [] : [example(wrong)]),
    ...(right === undefined ? [] : ['Mended:', example(right)]),
    ...(fix === undefined ? [] : [`**Quick fix:** ${fix}`]),
  ].join('\n\n');
}

function example(yaml: string): string {
  return `\`\`\`yaml\n${yaml}\`\`\``;
}
