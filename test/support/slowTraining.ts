import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Of the fake training, as the study asks for them. */
export const SLOW_STEPS = 2000;

/**
 * Makes an environment whose training logs a step five times a second, as the trainer of Transformers does, each with a
 * loss of its own, until somebody ends it.
 */
export async function makeSlowTraining(environment: string): Promise<void> {
  const bin = join(environment, 'bin');
  await mkdir(bin, { recursive: true });
  await writeFile(join(bin, 'python'), `#!${process.execPath}\n${PYTHON}`);
  await chmod(join(bin, 'python'), 0o755);
}

/** The probe asks for the version by `-c`. */
const PYTHON = `if (process.argv.includes('-c')) {
  console.log('1.0.0');
} else {
  let step = 0;
  setInterval(() => {
    step += 1;
    const loss = (1 + 2 / Math.sqrt(step)).toFixed(4);
    process.stdout.write('\\r  1%|#         | ' + step + '/${SLOW_STEPS} [00:01<00:09,  5.00it/s]');
    console.log("{'loss': '" + loss + "', 'grad_norm': '" + (0.5 + loss / 4).toFixed(3) + "', 'learning_rate': '2e-05', 'epoch': '0.1'}");
  }, 200);
}
`;
