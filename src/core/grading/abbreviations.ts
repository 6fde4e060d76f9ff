/** Abbreviations by what may follow them, without their full stops. */

/** Titles. A name follows, so they end nothing. */
export const TITLES = words('Mr Mrs Ms Mx Dr Prof Rev Hon Gen Capt Lt Sgt Sen Gov Mt Messrs Mme Mlle');

/** What they announce follows: `e.g.`, `i.e.`, `vs.` */
export const ANNOUNCING = words('e.g i.e eg ie cf viz vs approx');

/** Go on before a number only: `No. 5`, `p. 12`, `Sept. 3`. */
export const BEFORE_NUMBER = words(
  'no nos p pp fig figs vol ch sec eq para ca c jan feb mar apr jun jul aug sep sept oct nov dec',
);

/** May end a sentence: they do before a word of `STARTERS`. Dotted ones (`U.S.`, `Ph.D.`) are known by their form. */
export const TRAILING = words('Jr Sr Inc Ltd Co Corp Bros St Ave Blvd Rd Dept Univ');

/** What goes on behind `a.m.` and `p.m.` in spite of its capital. */
export const TIME_NAMES = words(
  `monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
  september october november december eastern pacific central mountain est edt pst pdt cst cdt gmt utc cet`,
);

/** Words that begin sentences and have a capital hardly anywhere else. */
export const STARTERS = words(
  `a about after all also although an and another any are as at because before both but by can could did do does
  each even every everyone few finally first for from had has have he hence her here his how however i if in indeed
  instead is it its just later let like many may maybe meanwhile more most much my never next no nobody none nor not
  nothing now of often on once one only or other our out over perhaps she should since so some someone something soon
  still such suddenly than that the their then there therefore these they this those though through thus to today
  together tomorrow too two under unless until was we well were what when where whether which while who why will
  with without would yes yesterday yet you your`,
);

/** A verb that names who speaks, with what ends the naming: `Anna said.`, `the tailor asked softly,` */
export const SPEAKS =
  /^(?:said|says|asked|asks|cried|cries|shouted|replied|answered|whispered|exclaimed|called|murmured|muttered|yelled|screamed|demanded|wondered|added|laughed|sighed|snapped)(?: \p{L}+ly)?(?=[.,;:—]|$)/u;

function words(list: string): ReadonlySet<string> {
  return new Set(list.split(/\s+/u));
}
