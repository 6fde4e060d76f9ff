import { Command } from 'commander';
import { ALL_SPLIT } from '../core/mixes/mix.ts';
import type { CommandContext } from './commandContext.ts';
import { collect, studentOption, wholeNumber } from './options.ts';
import { readSkillset } from './readSkillset.ts';
import { addRunFlags } from './runFlags.ts';
import { runStudyPart } from './runStudyPart.ts';
import { type ChosenFlags, writeChosen } from './writeChosen.ts';

interface GenerateFlags extends ChosenFlags {
  readonly authored?: boolean;
}

export function generateCommand(context: CommandContext): Command {
  const command = new Command('generate')
    .description('Have texts written for mixes, in two turns, and graded; keep them in the store.')
    .argument('<file>', 'a skillset file')
    .option('--authored', 'write for the entries of `mixes:`, also where the study has data to make')
    .option(
      '--mix <n>',
      'write for the nth entry of `mixes:`, from 1; may be given again',
      collect(wholeNumber(1)),
    )
    .option('--k <k>', 'draw mixes of k skills; may be given again', collect(wholeNumber(1)))
    .option('--split <name>', 'the split to draw from', ALL_SPLIT)
    .option('--count <n>', 'how many mixes to draw for each k', wholeNumber(1), 1)
    .option('--seed <n>', 'the seed of the drawing (default: the study’s)', wholeNumber(0))
    .option(
      '--independent',
      'draw the mixes of each k afresh; otherwise those of k are part of those of k + 1',
    )
    .addOption(studentOption())
    .option('--generations <n>', 'how many texts for each mix (default: 1)', wholeNumber(1));
  return addRunFlags(command)
    .addHelpText('after', AFTER)
    .action(async (file: string, flags: GenerateFlags) => {
      const skillset = await readSkillset(file);
      const isChosen = flags.authored || flags.mix !== undefined || flags.k !== undefined;
      if (isChosen || skillset.study?.data === undefined) return writeChosen(file, skillset, flags, context);
      const { k: _k, mix: _mix, split: _split, count: _count, ...study } = flags;
      return runStudyPart('data', file, skillset, study, context);
    });
}

const AFTER = `
Without --k, --mix and --authored, the data of the study are made (study.data), or where it has none, a text for
every entry of \`mixes:\`. See them first with skillmix plan FILE. The data are graded as they come; other texts
where --grader is given. Run again to resume: what is stored is not paid again, what failed is asked again.`;
