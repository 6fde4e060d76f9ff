import type { CriterionPoint } from './criterion.ts';
import { readsAsEnglish } from './readsAsEnglish.ts';

/**
 * Whether the reason of a point plainly says the opposite: that the criterion is not met, with the point given; or that it
 * is met, with the point denied.
 *
 * It is a detector in words and reads English only; ask `isReadForContradiction` first whether it reads a reason. It is
 * kept narrow: it wants one of few turns of phrase that a
 * grader uses to decide, and is silent where the reason also holds anything that turns, weighs or limits (`but`, `only`,
 * `although`, a further `not`), where it speaks of a name, and where the point was not the grader's to give. What it finds
 * is worth a look; how often graders contradict themselves is more than what it finds.
 */
export function contradictsReason({ criterion, point, reason }: CriterionPoint): boolean {
  if (criterion.kind === 'length') return false;
  const words = ownWords(reason);
  if (!readsAsEnglish(words) || WEIGHED.test(words)) return false;
  const denials = words.match(DENIAL)?.length ?? 0;
  if (point === 1) return denials > 0 && !GRANT.test(words);
  return GRANT.test(words) && !NEGATION.test(words);
}

/** Whether `contradictsReason` can say anything of a reason: it is in English. What it quotes may be in any language. */
export function isReadForContradiction(reason: string): boolean {
  return readsAsEnglish(ownWords(reason));
}

function ownWords(reason: string): string {
  return reason.replace(QUOTED, ' ').replace(/[’`]/gu, "'").replace(/\s+/gu, ' ').trim();
}

/** Words of the text, which say nothing of the grader's mind. */
const QUOTED = /"[^"]*"|“[^”]*”|«[^»]*»/gu;

/** What may turn a sentence round, or speaks of another rule than the criterion. */
const WEIGHED =
  /\b(?:but|however|although|though|while|whereas|yet|still|nevertheless|nonetheless|despite|except|instead|rather|only|merely|even|if|unless|would|could|might|almost|nearly|partly|partially|somewhat|names?|named|naming|explicitly|mentions?|mentioned)\b/iu;

const SUBJECT =
  '(?:the|this|that|its|any|a|an) (?:[\\w-]+ ){0,3}?(?:skill|concept|technique|device|fallacy|figure|topic|criterion|requirement)';

/** That the criterion is not met. */
const DENIAL = new RegExp(
  [
    '^no[.,;:!]',
    '^not (?:met|present|shown|illustrated|demonstrated|used|satisfied|earned)\\b',
    "\\b(?:does not|doesn't|did not|didn't|fails to) (?:correctly |clearly |actually |properly |really )?(?:illustrate|demonstrate|exhibit|use|show|meet|satisfy) (?:SUBJECT|it)\\b",
    "\\b(?:does not|doesn't|fails to) make (?:any )?sense\\b",
    "\\b(?:does not|doesn't|fails to) (?:pertain|relate) to (?:the|this) topic\\b",
    "\\b(?:skill|criterion|requirement|topic) (?:is|was) (?:not|n't) (?:met|present|shown|illustrated|demonstrated|used|satisfied|addressed)\\b",
    '\\b(?:skill|topic) is (?:entirely |completely )?(?:absent|missing)\\b',
    "\\b(?:does not|doesn't) (?:earn|deserve|get|receive) (?:the|a|this|any) points?\\b",
    '\\b(?:no|zero|0) points? (?:(?:is|are|was|were|can be) )?(?:given|earned|awarded)\\b',
  ]
    .join('|')
    .replace('SUBJECT', SUBJECT),
  'giu',
);

/** That the criterion is met. */
const GRANT = new RegExp(
  [
    '^yes[.,;:!]',
    '\\b(?:correctly|clearly|successfully|effectively|properly) (?:illustrates?|demonstrates?|exhibits?|shows?|uses?|meets|satisfies) (?:SUBJECT|it)\\b',
    '\\b(?:skill|criterion|requirement) is (?:clearly |correctly |well |fully )?(?:met|illustrated|demonstrated|shown|present|satisfied)\\b',
    '\\bmakes (?:perfect |good |complete )?sense\\b',
    '\\b(?:clearly|directly) (?:pertains|relates) to (?:the|this) topic\\b',
    '\\b(?:earns|deserves|gets|receives) (?:the|a|this|one|1|full) points?\\b',
    '\\b(?:the|this|one|1) point (?:is|was) (?:given|earned|awarded)\\b',
  ]
    .join('|')
    .replace('SUBJECT', SUBJECT),
  'iu',
);

/** Anything that denies: a reason that grants and denies is left alone. */
const NEGATION =
  /\b(?:not|no|never|none|nothing|nor|neither|cannot|fails?|failed|lacks?|lacking|missing|absent|without|hardly|barely|too|wrong|incorrect(?:ly)?|zero|0)\b|n't\b/iu;
