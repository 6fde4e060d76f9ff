/** A skillset of so many skills, with splits, mixes and a study: one name in it is unknown. */
export function skillsetText(skills: number): string {
  const entries = Array.from(
    { length: skills },
    (_, index) => `  - name: skill number ${index}
    category: category ${index % 8}
    definition: What a text does when it shows the ability that has been given the number ${index} in this list.
    example: "Here is a sentence, the ${index}th of its kind: it shows what is meant."
`,
  );
  return `skillset: 1\ntitle: Bench\nskills:\n${entries.join('')}topics: [Sewing, Beekeeping, Urbanism]
splits:
  training: { categories: [category 0, category 1, category 2, category 3], topics: 67% }
  held-out: { categories: [category 4, category 5, category 6, category 7], topics: rest }
mixes:
  - skills: [skill number 1, skill number 2]
    topic: Sewing
  - skills: [skill number 3, a missing one]
    topic: Beekeeping
study:
  data: { parts: [{ k: 1, skills: all, topics: training, attempts: 50 }, { k: 2, split: training, attempts: 50 }] }
  evaluate: { splits: [training, held-out], k: [2, 3], mixes: 10 }
`;
}

/** Where the bench types a letter: into a definition, each time in another part of the file. */
export function placeOfEdit(text: string, edit: number): number {
  return text.indexOf('definition:', Math.floor((text.length * edit) / EDITS)) + 'definition: '.length;
}

export const EDITS = 15;

/** Where a mix names its second skill. */
export function placeOfName(text: string): number {
  return text.indexOf('skill number 1, skill number 2') + 'skill number 1, '.length;
}
