import type { JobSpec, JobTask } from '../../../src/core/jobs/jobSpec.ts';
import type { LogReading } from '../../../src/core/jobs/readProgress.ts';

/** What the fake engine is told. */
export interface FakeTraining {
  readonly steps: number;
  /** Of each step, in seconds. */
  readonly pause?: number;
  /** Where it writes `trainer_state.json`; undefined: nowhere. */
  readonly proof?: string;
  readonly exit?: number;
  /** It ends only when it is killed. */
  readonly isStubborn?: boolean;
  /** After its steps it waits until there is a file `go`. */
  readonly waits?: boolean;
  /** What it fills the disk with, in MiB. */
  readonly fill?: number;
  /** It keeps a state of each step as trainers do, in `out/checkpoint-N`, and goes on from the last one. If it waits, after each. */
  readonly saves?: boolean;
}

/** A task of a script that logs steps like a trainer, and keeps what it is told of in its log. */
export function fakeTask(training: FakeTraining): JobTask {
  const {
    steps,
    pause = 0.1,
    proof,
    exit = 0,
    isStubborn = false,
    waits = false,
    fill = 0,
    saves = false,
  } = training;
  const words = [
    steps,
    pause,
    proof ?? '-',
    exit,
    isStubborn ? 1 : 0,
    waits ? 1 : 0,
    fill,
    saves ? 1 : 0,
  ].map(String);
  return {
    command: ['sh', 'engine.sh', ...words, ...HOSTILE_WORDS],
    evidence:
      proof === undefined ? { kind: 'none' } : { kind: 'trainer-state', path: proof, step: training.steps },
  };
}

/** Words that a shell would not leave as they are. */
export const HOSTILE_WORDS = [
  `it's "quoted"`,
  '$(touch hacked)',
  '`touch hacked`',
  '; touch hacked #',
  '\\n * ~ ! %s',
  '',
  '-n',
  'ü – “🧵”',
];

export function fakeSpec(changes: Partial<JobSpec> & { readonly tasks: readonly JobTask[] }): JobSpec {
  return {
    kind: 'train',
    title: 'A fake training',
    engine: 'trl',
    files: [{ path: 'engine.sh', content: ENGINE }],
    needs: { gpus: 0, nodes: 1 },
    environment: { GREETING: `it's $HOME; "hi"` },
    secrets: [],
    resumes: false,
    ...changes,
  };
}

/** Reads what the fake engine logs. */
export function readFakeProgress(_: unknown, text: string): LogReading {
  const steps = [...text.matchAll(/^step (\d+) loss ([\d.]+)$/gm)].map(([, step, loss]) => ({
    step: Number(step),
    loss: Number(loss),
  }));
  const last = steps.at(-1);
  const problem = /^Mismatch.*$/m.exec(text)?.[0];
  return { steps, ...(last && { done: last.step }), ...(problem === undefined ? {} : { problem }) };
}

const ENGINE = `steps=$1 pause=$2 proof=$3 exit=$4 stubborn=$5 waits=$6 fill=$7 saves=$8
shift 8
echo "pid $$"
for word in "$@"; do printf 'word <%s>\\n' "$word"; done
printf 'greeting <%s>\\n' "$GREETING"
printf 'secret of %s characters\\n' "\${#SECRET}"
trap 'echo "TERM"; [ "$stubborn" = 1 ] || exit 143' TERM
[ "$fill" = 0 ] || dd if=/dev/zero of=filling bs=1048576 count="$fill" || exit 1
keep() {
  mkdir -p "$(dirname "$1")"
  printf '{\\n  "global_step": %s,\\n  "log_history": []\\n}\\n' "$i" >"$1"
}
i=0
while [ "$saves" = 1 ] && [ -f "out/checkpoint-$((i + 1))/trainer_state.json" ]; do i=$((i + 1)); done
[ "$i" = 0 ] || echo "goes on from step $i"
while [ "$i" -lt "$steps" ]; do
  i=$((i + 1))
  sleep "$pause"
  [ "$saves" = 0 ] || keep "out/checkpoint-$i/trainer_state.json"
  echo "step $i loss 1.$i"
  while [ "$saves$waits" = 11 ] && [ ! -f go ]; do sleep 0.1; done
done
while [ "$waits" = 1 ] && [ ! -f go ]; do sleep 0.1; done
while [ "$stubborn" = 1 ]; do sleep 1; done
[ "$proof" = - ] || keep "$proof"
exit "$exit"
`;
