import type { ResultsPort, SampleFilter } from '../runs/ports.ts';
import { type PeopleAgreement, peopleAgreement } from './peopleAgreement.ts';

/** How far graders agree with people on stored texts; undefined where nobody has reviewed any. */
export async function peopleOf(
  store: ResultsPort,
  chosen: SampleFilter,
): Promise<PeopleAgreement | undefined> {
  const reviews = await store.reviews(chosen);
  if (reviews.length === 0) return undefined;
  const ids = [...new Set(reviews.map(({ sampleId }) => sampleId))];
  const [samples, gradings] = await Promise.all([store.samples({ ids }), store.gradings({ ids })]);
  return peopleAgreement(samples, gradings, reviews);
}
