import { resolve } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { nodeFiles } from '../../../src/adapters/files/nodeFiles.ts';
import { gradeByRule } from '../../../src/core/grading/ruleGrader.ts';
import { loadProject } from '../../../src/core/skillset/project.ts';
import type { Skillset } from '../../../src/core/skillset/skillset.ts';
import { skillsetOf } from '../../../src/core/skillset/skillsetOf.ts';

describe('the rules of the study in miniature', () => {
  let skillset: Skillset;

  beforeAll(async () => {
    skillset = skillsetOf(
      await loadProject(resolve('examples/miniature/miniature.skillset.yaml'), nodeFiles),
    );
  });

  it('find every skill in its own example, and no topic there: a copied example never has full marks', () => {
    for (const skill of skillset.skills)
      for (const topic of skillset.topics) {
        const graded = gradeByRule({ skills: [skill], topic }, skill.example);
        const points = graded.kind === 'graded' ? graded.points.map(({ point }) => point) : [];
        expect({ skill: skill.name, topic: topic.name, points }).toEqual({
          ...{ skill: skill.name, topic: topic.name },
          points: [1, 0, 1, 1],
        });
      }
  });
});
