/** Under which results are counted: the name of the split, or of both where skills and topics are of different ones. */
export function drawnFrom({ skills, topics }: { readonly skills: string; readonly topics: string }): string {
  return skills === topics ? skills : `${skills} skills, ${topics} topics`;
}
