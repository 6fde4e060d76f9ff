import type { Skill, Skillset } from '../../../src/core/skillset/skillset.ts';
import { falsePositivesOf } from './falsePositives.ts';

/** docs/library.md: what the library holds, and how its checks do. */
export function libraryPage(library: Skillset): string {
  const { skills, topics } = library;
  const checked = skills.filter(({ check }) => check !== undefined).length;
  const categories = [...new Set(skills.map(({ category }) => category))];
  return `# The library

${skills.length} skills in ${categories.length} categories and ${topics.length} topics, in \`media/library\`. _Skillmix: New Skillset from the Library_ copies
what you choose of it into a file of your own. The whole of it is also a skillset, \`library.skillset.yaml\`, with the
splits and sizes of the paper. Names are the usual terms; definitions and examples were written for Skillmix.

**common** marks skills that are frequent in ordinary text, so that the hardest evaluations can leave them out. Which
skills the paper counts as common is not published: these marks are a judgement. **check** marks the ${checked} skills that the
rule grader can grade.

This page is made from the library by \`npx vitest run --project unit test/unit/library --update\`, and a test holds it
to the library.

${categories.map((category) => categorySection(category, skills)).join('\n\n')}

## Topics

${topics.map(({ name }) => name).join(', ')}.

${checksSection(skills)}
`;
}

function categorySection(category: string, all: readonly Skill[]): string {
  const skills = all.filter((skill) => skill.category === category);
  return `## ${category} (${skills.length})

| skill | definition | example |  |
| --- | --- | --- | --- |
${skills.map(skillRow).join('\n')}`;
}

function skillRow({ name, definition, example, common, check }: Skill): string {
  const marks = [common ? 'common' : [], check === undefined ? [] : 'check'].flat().join(', ');
  return row(name, definition, example, marks);
}

function checksSection(skills: readonly Skill[]): string {
  const results = falsePositivesOf(skills);
  return `## The checks

A check sees words, not meaning. Each one matches the example of its own skill; here is how often it matches texts that
were not written to show the skill: the examples of the ${skills.length - 1} other skills, and the definitions of all ${skills.length}, which the
checks were not fitted to. These are short texts by the authors of the checks, so the rates are lower bounds. Some matches
are no mistakes: an example may show a second skill. How many texts that do show a skill its check passes over is not
measured here: a match is good evidence, the lack of one is weak evidence. Grade by model, or by hand, where it counts.

| check of | in other examples | in definitions | matched examples of |
| --- | --: | --: | --- |
${results.map(({ skill, rate, matched, definitionRate }) => row(skill, percent(rate), percent(definitionRate), matched.join(', '))).join('\n')}`;
}

function row(...cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
