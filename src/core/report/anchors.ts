/** The place of a text in the page. Ids of samples are of letters, digits and hyphens. */
export function textAnchor(sampleId: string): string {
  return `text-${sampleId.replaceAll(/[^A-Za-z0-9_-]/gu, '-')}`;
}

/** The place where the texts of one student, split and k begin. */
export function groupAnchor({ student, split, k }: TextGroup): string {
  return `texts-${[student, split, String(k)].map(slug).join('-')}`;
}

export interface TextGroup {
  readonly student: string;
  readonly split: string;
  readonly k: number;
}

/** Different names have different slugs: what is no letter or digit is written as its number. */
function slug(name: string): string {
  return name.replaceAll(/[^A-Za-z0-9]/gu, (letter) => `_${letter.codePointAt(0)?.toString(36) ?? ''}_`);
}
