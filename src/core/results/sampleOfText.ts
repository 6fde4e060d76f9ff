import type { Mix } from '../mixes/mix.ts';
import { mixIdOf } from '../mixes/mixId.ts';
import type { Digest } from '../runs/ports.ts';
import type { Sample } from '../runs/records.ts';

/** The newest sample that holds these words for this mix: a text in the file leads back to who wrote it. */
export function sampleOfText(
  digest: Digest,
  mix: Mix,
  text: string,
  samples: readonly Sample[],
): Sample | undefined {
  const id = mixIdOf(mix, digest);
  return samples
    .filter((sample) => sample.mix.id === id && holdsText(sample, text))
    .reduce<Sample | undefined>(
      (newest, sample) => (newest && newest.createdAt > sample.createdAt ? newest : sample),
      undefined,
    );
}

/** Whether a sample is of these words. */
export function holdsText({ result }: Sample, text: string): boolean {
  return result.kind === 'text' && normal(result.text) === normal(text);
}

/** A block scalar ends in a line break that the text does not have. */
function normal(text: string): string {
  return text.replaceAll('\r\n', '\n').trim();
}
