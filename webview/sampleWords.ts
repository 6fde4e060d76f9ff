import type { SampleView } from '../src/protocol/panel.ts';
import type { IconName } from './icon.ts';

/** What a sample's state is called, and how it is told apart without colour. */
export function stateWords(sample: SampleView): StateWords {
  if (sample.state === 'graded' && sample.points !== undefined) return gradedWords(sample, sample.points);
  return states[sample.state];
}

export interface StateWords {
  readonly label: string;
  readonly explanation: string;
  readonly icon: IconName;
  readonly tone: 'good' | 'missed' | 'quiet' | 'trouble';
}

/** `red herring + metaphor`. */
export function mixName(skills: readonly string[]): string {
  return skills.join(' + ');
}

function gradedWords({ outOf }: SampleView, points: number): StateWords {
  const isFull = points >= outOf;
  return {
    label: `${points}/${outOf}`,
    explanation: `${points} of ${outOf} points${isFull ? ': full marks' : ''}`,
    icon: isFull ? 'check' : 'cross',
    tone: isFull ? 'good' : 'missed',
  };
}

const states: Record<SampleView['state'], StateWords> = {
  graded: { label: 'graded', explanation: 'Graded', icon: 'check', tone: 'quiet' },
  ungraded: {
    label: 'not graded',
    explanation: 'Nobody has graded this text yet',
    icon: 'waiting',
    tone: 'quiet',
  },
  unreadable: {
    label: 'unreadable',
    explanation: 'The student replied, but no text could be read from the reply. It does not count as zero',
    icon: 'unreadable',
    tone: 'trouble',
  },
  failed: {
    label: 'failed',
    explanation: 'The student was asked and did not reply. Generate again to ask once more',
    icon: 'warning',
    tone: 'trouble',
  },
  'grading-unreadable': {
    label: 'grading unreadable',
    explanation: 'The grader replied, but no points could be read from the reply. It does not count as zero',
    icon: 'unreadable',
    tone: 'trouble',
  },
  'grading-failed': {
    label: 'grading failed',
    explanation: 'The grader was asked and did not reply. Grade again to ask once more',
    icon: 'warning',
    tone: 'trouble',
  },
};
