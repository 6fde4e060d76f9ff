/** A sound skillset: every skill carries a check, so that the rule grader can grade it. */
export const STUDY = `skillset: 1
title: A first study

skills:
  - name: rhetorical question
    category: rhetorical
    definition: A query that is made for its effect and wants no answer.
    example: Who would not like a quieter home?
    check: '\\?'
  - name: simile
    category: literary
    definition: Two unlike things are compared by means of a word such as "like" or "as".
    example: The old gate sang like a kettle.
    check: '\\b(like|as)\\b'

topics: [Sewing, Beekeeping]

mixes:
  - skills: [rhetorical question, simile]
    topic: Sewing
  - skills: [simile]
    topic: Beekeeping
`;
