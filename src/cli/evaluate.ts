import { Command, Option } from 'commander';
import type { DrawOrder } from '../core/skillset/study.ts';
import type { CommandContext } from './commandContext.ts';
import { evaluateOnTarget } from './evaluateOnTarget.ts';
import { collect, studentOption, targetsOption, wholeNumber } from './options.ts';
import { readSkillset } from './readSkillset.ts';
import { addRunFlags } from './runFlags.ts';
import { runStudyPart, type StudyFlags } from './runStudyPart.ts';
import { UsageError } from './terminal.ts';

interface EvaluateFlags extends StudyFlags {
  readonly k?: readonly number[];
  readonly split?: readonly string[];
  readonly mixes?: number;
  readonly generations?: number;
  readonly seed?: number;
  readonly order?: DrawOrder;
  readonly on?: string;
  readonly targets?: string;
}

export function evaluateCommand(context: CommandContext): Command {
  const command = new Command('evaluate')
    .description('Measure students: have them write for the mixes of study.evaluate, and grade every text.')
    .argument('<file>', 'a skillset file')
    .addOption(studentOption())
    .option(
      '--on <target>',
      'evaluate base and tuned of the study on this target, in jobs; run again to collect and go on',
    )
    .addOption(targetsOption())
    .option('--k <k>', 'mixes of k skills only; may be given again', collect(wholeNumber(1)))
    .option(
      '--split <name>',
      'mixes of this split only; may be given again',
      collect((text) => text),
    )
    .option(
      '--mixes <n>',
      'how many mixes for each split and k (default: the study’s, or 100)',
      wholeNumber(1),
    )
    .option('--generations <n>', 'how many texts for each mix (default: the study’s, or 3)', wholeNumber(1))
    .option('--seed <n>', 'the seed of the drawing (default: the study’s)', wholeNumber(0))
    .addOption(
      new Option('--order <order>', 'whether the mixes of k are part of those of k + 1').choices([
        'nested',
        'independent',
      ]),
    );
  return addRunFlags(command)
    .addHelpText(
      'after',
      '\nAll students write for the same mixes. See what it takes first with skillmix plan FILE.\nRun again to resume: what is stored is not paid again, what failed is asked again.',
    )
    .action(async (file: string, { split, ...flags }: EvaluateFlags) => {
      const skillset = await readSkillset(file);
      const splits = split === undefined ? {} : { splits: split };
      const asked = { ...flags, ...splits };
      if (flags.on !== undefined) {
        await evaluateOnTarget(file, skillset, asked, context);
        return;
      }
      const { students, models = [] } = skillset.study?.evaluate ?? {};
      if (flags.student === undefined && students?.length === 0)
        throw new UsageError(
          `The study evaluates ${models.join(' and ')}, which answer on a target: give --on TARGET.`,
        );
      return runStudyPart('evaluate', file, skillset, asked, context);
    });
}
