/**
 * Whether a text is surely English, told by its letters and its smallest words. It is made to err to one side: what is
 * short, mixed or doubtful is none, so that nothing is concluded from words that mean something else elsewhere.
 */
export function readsAsEnglish(text: string): boolean {
  if (OTHER_SCRIPT.test(text)) return false;
  const words = text.toLowerCase().match(WORD) ?? [];
  const count = (set: ReadonlySet<string>) => words.filter((word) => set.has(word)).length;
  const foreign = count(FOREIGN);
  // A name or two from elsewhere may stand in an English sentence.
  return foreign === 0 ? count(ENGLISH) + count(SHARED) > 0 : count(ENGLISH) > 2 * foreign;
}

const OTHER_SCRIPT = /(?!\p{Script=Latin})\p{L}/u;
const WORD = /\p{L}+/gu;

const setOf = (words: string): ReadonlySet<string> => new Set(words.split(' '));

/** In hardly any other language a word. */
const ENGLISH = setOf(
  'the and of to it its this that these those with for from by which what there here are were be been has have had does ' +
    'did doesn didn isn wasn not yes because but or if then than so when while where how they their he she his her you we ' +
    'some any all each both only also very well clearly directly correctly point points skill text student answer sense',
);

/** English, and small words of others too. */
const SHARED = setOf('a an as at in is was on no one do me');

/** Of the languages with Latin letters that are written most. */
const FOREIGN = setOf(
  // Spanish, Portuguese, Italian and French.
  'el la los las lo un una uno unos es está son del al que se por pero como muy más sí ' +
    'os um uma é não da dos das em com mas ao à ' +
    'il gli le di che non sono è della nel ma ' +
    'les des du et une est pas ne dans pour avec sur cette ce qui ' +
    // German and Dutch.
    'der das und ist nicht ein eine dem des mit auf für von zu wird nein ja kein keine ' +
    'het een niet dat voor met zijn deze geen ' +
    // Polish, Turkish, Swedish, Danish, Norwegian, Indonesian and Vietnamese.
    'nie jest się że na bir ve bu değil için och är inte det som att av og er ikke yang dan tidak ini itu dengan không là của và',
);
