import { fakeGrader } from './fakeGrader.ts';
import { fakeStudent } from './fakeStudent.ts';
import type { ProviderRequest } from './providerRequest.ts';

/** What stands in for a model: a script that writes and grades. It calls itself scripted in every text. */
export function fakeReply(request: ProviderRequest): string {
  return fakeGrader(request) ?? fakeStudent(request);
}
