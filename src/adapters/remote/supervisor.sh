#!/bin/sh
# Looks after one job on the machine where it runs: sh supervisor.sh VERB FOLDER [START] [TASK] [ATTEMPT]
#
#   vacant   fails while something of an earlier start is at work
#   start    runs the tasks of a start one after the other, detached from whoever asked; then as status
#   submit   gives the tasks of a start to Slurm; then as status
#   status   tells what is there, in lines of words; concludes nothing
#   where    tells the address of the machine that runs the first task, and the task's key; fails while none runs it
#   cancel   marks the job as cancelled and asks what runs to end; then as status
#   run, task, child   its own verbs: the detached process, the one that Slurm starts, and what becomes the engine
#
# FOLDER/.job holds:  id, argv.TASK (a word a line), env (NAME=value a line), evidence (TASK KIND PATH), path (folders of
# programs), supervisor.sh;  start.N/ of the Nth start: tasks, secrets (as env), sbatch (words), claim, slurm, cancel;
# task.T/A/ of the Ath attempt of task T: start, node, key, process, beat, log, exit.
# A process is written down as "HOST BOOT NUMBER BIRTH", which no later process ever equals. Claims are symbolic links:
# they come into being at once, together with the name of who has them.
set -u
umask 077
VERB=$1 D=$2 J=$2/.job N=${3:-0} T=${4:-0} A=${5:-0}
HOST=$(uname -n)
BOOT=$(cat /proc/sys/kernel/random/boot_id 2>/dev/null || sysctl -n kern.boottime 2>/dev/null | tr -c '0-9' _)
BOOT=${BOOT:-unknown}
BEAT=5
# Of what Slurm told this process: that its time limit is near, and that it is to end for another reason.
at_limit=0 stopped=0 child= limit=-

main() {
  case $VERB in
  vacant) vacant ;;
  start) start && status ;;
  submit) submit && status ;;
  status) status ;;
  where) where ;;
  cancel) cancel && status ;;
  run) run ;;
  task) task ;;
  child) child ;;
  *) echo "unknown verb" >&2; exit 64 ;;
  esac
}

# --- processes ---------------------------------------------------------------------------------------------------

# When process $1 began; fails for one that is gone, or has ended and only waits for its parent.
birth() {
  if [ -r /proc/self/stat ]; then
    b_stat=$(cat "/proc/$1/stat" 2>/dev/null) || return 1
    # The name in brackets may hold anything; the state is the first word after it, the start the twentieth.
    set -- ${b_stat##*) }
    [ "$1" != Z ] && [ "$1" != X ] && echo "${20}"
  else
    # macOS has no /proc.
    LC_ALL=C ps -o lstart= -p "$1" | tr -s ' ' _ | grep .
  fi
}

name_of() { echo "$HOST $BOOT $1 $(birth "$1")"; }

# "alive HOST", "gone HOST" or "elsewhere HOST" of the process that is written down as $1.
standing() {
  set -- $1
  [ "$1" = "$HOST" ] || { echo "elsewhere $1"; return; }
  if [ "$2" = "$BOOT" ] && [ "$(birth "$3")" = "$4" ]; then echo "alive $1"; else echo "gone $1"; fi
}

is_alive() { case $(standing "$1") in alive*) ;; *) return 1 ;; esac; }

pid_of() {
  set -- $1
  echo "$3"
}

# Becomes "$@" in a session of its own, so that it outlives the connection and can be ended with all its children.
in_session() {
  if command -v setsid >/dev/null 2>&1; then exec setsid "$@"; fi
  if command -v perl >/dev/null 2>&1; then
    exec perl -e 'use POSIX; POSIX::setsid(); exec {$ARGV[0]} @ARGV; exit 127' "$@"
  fi
  exec python3 -c 'import os, sys; os.setsid(); os.execvp(sys.argv[1], sys.argv[1:])' "$@"
}

# Ends what attempt $2 of task $1 left running outside its own group. Only Linux tells the environment of a process.
sweep() {
  for s_file in $(grep -lszxF "SKILLMIX_TASK=$(cat "$J/id").$1.$2" /proc/[0-9]*/environ 2>/dev/null); do
    s_file=${s_file#/proc/}
    kill -s KILL "${s_file%/environ}" 2>/dev/null
  done
}

# --- files -------------------------------------------------------------------------------------------------------

put() { printf '%s\n' "$2" 2>/dev/null >"$1.new" && mv -f "$1.new" "$1"; }

words_in() { [ -f "$1" ] && cat "$1"; }

# The highest N of the folders $1.N; starts that never came here are left out.
last_of() {
  l_n=0
  for l_dir in "$1".*; do
    [ -d "$l_dir" ] && [ "${l_dir##*.}" -gt $l_n ] && l_n=${l_dir##*.}
  done
  echo "$l_n"
}

last_attempt() {
  l_a=0
  while [ -d "$J/task.$1/$((l_a + 1))" ]; do l_a=$((l_a + 1)); done
  echo $l_a
}

free_kilobytes() { df -Pk "$D" | awk 'NR == 2 { print $4 }'; }

# What the evidence of task $1 shows by now: a step, or a number of lines; "-" where there is none.
evidence() {
  while read -r e_task e_kind e_path; do
    [ "$e_task" = "$1" ] && [ -f "$D/$e_path" ] || continue
    case $e_kind in
    trainer-state) step_in "$D/$e_path" | grep . && return ;;
    answers) wc -l <"$D/$e_path" | tr -d ' ' && return ;;
    esac
  done <"$J/evidence"
  echo -
}

step_in() { sed -n 's/.*"global_step": *\([0-9][0-9]*\).*/\1/p' "$1" | tail -n 1; }

# How much of task $1 is kept for an attempt to come: the step of the last whole state, or a number of answers.
kept() {
  k_most=0
  while read -r k_task k_kind k_path; do
    [ "$k_task" = "$1" ] || continue
    case $k_kind in
    trainer-state)
      for k_file in "$D/${k_path%/*/*}"/checkpoint-*/trainer_state.json; do
        [ -f "$k_file" ] || continue
        k_step=$(step_in "$k_file")
        case $k_file in */checkpoint-"$k_step"/*) ;; *) continue ;; esac
        [ "$k_step" -gt "$k_most" ] && k_most=$k_step
      done
      ;;
    answers) [ -f "$D/$k_path" ] && k_most=$(wc -l <"$D/$k_path" | tr -d ' ') ;;
    esac
  done <"$J/evidence"
  echo "$k_most"
}

# --- starting ----------------------------------------------------------------------------------------------------

vacant() {
  for r_file in "$J"/task.*/*/process; do
    [ -f "$r_file" ] || continue
    [ -f "${r_file%/process}/exit" ] && continue
    [ "$(cat "${r_file%/process}/start")" != "$N" ] || continue
    if is_alive "$(cat "$r_file")"; then
      echo "SKILLMIX: an earlier start of the job still runs" >&2
      exit 75
    fi
  done
  r_n=1
  while [ "$r_n" -lt "$N" ]; do
    r_id=$(words_in "$J/start.$r_n/slurm") &&
      [ -n "$(squeue -h -j "$r_id" -o %i 2>/dev/null)" ] && {
      echo "SKILLMIX: an earlier start of the job is still in the queue" >&2
      exit 75
    }
    r_n=$((r_n + 1))
  done
}

start() {
  if [ ! -L "$J/start.$N/claim" ]; then
    (in_session sh "$J/supervisor.sh" run "$D" "$N") </dev/null >"$J/start.$N/supervisor.log" 2>&1 &
    s_i=0
    while [ $s_i -lt 50 ] && [ ! -L "$J/start.$N/claim" ]; do sleep 0.1; s_i=$((s_i + 1)); done
  fi
}

run() {
  ln -s "$(name_of $$)" "$J/start.$N/claim" 2>/dev/null || exit 0
  for T in $(cat "$J/start.$N/tasks"); do
    [ -f "$J/start.$N/cancel" ] && break
    attempt
  done
  rm -f "$J/start.$N/secrets"
}

submit() {
  s_dir=$J/start.$N
  [ -f "$s_dir/slurm" ] && return
  # Whoever has the claim and is gone has left it to the next.
  s_i=1
  until ln -s "$(name_of $$)" "$s_dir/submit.$s_i" 2>/dev/null; do
    [ -L "$s_dir/submit.$s_i" ] || { echo "SKILLMIX: no claim can be made" >&2; exit 73; }
    case $(standing "$(readlink "$s_dir/submit.$s_i")") in
    alive*) return ;;
    # On another login node: it has been at it for a quarter of an hour, or is left in peace.
    elsewhere*) [ -n "$(find "$s_dir/submit.$s_i" -mmin +15)" ] || return ;;
    esac
    s_i=$((s_i + 1))
  done
  [ -f "$s_dir/cancel" ] && return
  # An earlier one may have got through before it could write it down.
  s_name=skillmix-$(cat "$J/id")-$N
  s_id=$(squeue -h -u "$(id -un)" -n "$s_name" -t all -o %F 2>/dev/null | sort -n | head -n 1)
  if [ -z "$s_id" ]; then
    set -- sbatch --parsable "--job-name=$s_name" "--chdir=$D" "--output=.job/slurm-%j.out" --open-mode=append
    while IFS= read -r s_word; do set -- "$@" "$s_word"; done <"$s_dir/sbatch"
    s_id=$("$@" "$s_dir/batch.sh" </dev/null) || { rm -f "$s_dir/submit.$s_i"; exit 76; }
  fi
  put "$s_dir/slurm" "${s_id%%;*}"
}

# What Slurm starts. Of two submissions of the same start only one gets each task; the same one may come again.
task() {
  trap 'at_limit=1; ask' USR1
  [ -f "$J/start.$N/cancel" ] && exit 0
  if ! ln -s "$SLURM_JOB_ID" "$J/start.$N/task.$T" 2>/dev/null; then
    [ "$(readlink "$J/start.$N/task.$T")" = "$SLURM_JOB_ID" ] || {
      echo "SKILLMIX: another submission has this task"
      exit 0
    }
  fi
  attempt
  [ "$limit" != again ] || requeue || put_end refused
  drop_secrets
  exit "$code"
}

# Slurm is to run this task again; fails where it will not. Slurm's own word to end, if it comes before, ends this.
requeue() {
  q_id=${SLURM_ARRAY_JOB_ID}_$T
  for q_pause in 5 15 45 0; do
    [ ! -f "$J/start.$N/cancel" ] || return 0
    trap '' TERM
    if q_said=$(scontrol requeue "$q_id" 2>&1); then
      # Whoever cancelled it in that moment may have found it neither running nor waiting.
      [ ! -f "$J/start.$N/cancel" ] || scancel "$q_id"
      return 0
    fi
    trap - TERM
    echo "SKILLMIX: $q_said" >&2
    # Whatever else it says: it may not have heard.
    case $q_said in *disabled* | *ermission* | *nvalid*) return 1 ;; esac
    sleep $q_pause
  done
  return 1
}

# The last task to end takes the secrets away. After a cancel none begins.
drop_secrets() {
  for d_task in $(cat "$J/start.$N/tasks"); do
    d_dir=$J/task.$d_task/$(last_attempt "$d_task")
    if [ "$(words_in "$d_dir/start")" = "$N" ]; then
      [ -f "$d_dir/exit" ] && ! may_come_again "$d_dir" && continue
    else
      [ -f "$J/start.$N/cancel" ] && continue
    fi
    return 0
  done
  rm -f "$J/start.$N/secrets"
}

# Whether Slurm runs the task anew of which $1 is an attempt that was asked to end.
may_come_again() {
  [ ! -f "$J/start.$N/cancel" ] || return 1
  case $(cat "$1/exit") in *' 1 -' | *' again') ;; *) return 1 ;; esac
}

# --- one attempt of a task ---------------------------------------------------------------------------------------

# Runs task $T to its end and writes down how it ended. Leaves its exit status in $code.
attempt() {
  mkdir -p "$J/task.$T"
  A=$(($(last_attempt "$T") + 1))
  a_dir=$J/task.$T/$A
  mkdir "$a_dir" || { code=73; return; }
  put "$a_dir/start" "$N"
  [ ! -f "$J/start.$N/sbatch" ] || put "$a_dir/node" "$(head_node)"
  ! grep -q '=@new-key@$' "$J/env" || put "$a_dir/key" "$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')"
  # On a full disk the end can still be written over what is there.
  printf '%-127s\n' - >"$a_dir/exit.spare"
  asked=0 child=
  a_kept=$(kept "$T")
  trap 'stopped=1; ask' TERM INT HUP
  (in_session sh "$J/supervisor.sh" child "$D" "$N" "$T" "$A") </dev/null >>"$a_dir/log" 2>&1 &
  child=$!
  put "$a_dir/process" "$(name_of $child)"
  { [ -f "$J/start.$N/cancel" ] || [ $at_limit = 1 ]; } && ask
  beats &
  a_beats=$!
  code=
  while :; do
    interrupted=0
    wait "$child"
    a_code=$?
    # A signal ends the wait, not the child; and a shell may forget a child that was waited for.
    [ "$a_code" = 127 ] && [ -n "$code" ] || code=$a_code
    [ $interrupted = 1 ] || break
  done
  kill "$a_beats" 2>/dev/null
  trap - TERM INT HUP
  # What comes from now on was no cause of its end.
  child= a_limit=$at_limit
  sweep "$T" "$A"
  a_full=0
  [ "$code" = 0 ] || { is_disk_full && a_full=1; }
  a_end="$code $(date +%s) $(evidence "$T") $a_full $asked"
  limit=$(after_limit)
  put_end "$limit"
  rm -f "$a_dir/exit.spare" "$a_dir/key"
}

put_end() {
  put "$a_dir/exit" "$a_end $1" 2>/dev/null ||
    { printf '%-127s\n' "$a_end $1" 1<>"$a_dir/exit.spare" && mv -f "$a_dir/exit.spare" "$a_dir/exit"; }
}

# What becomes of a task that was ended at its time limit: "again", or "stuck" where it would only do the same once more.
# "-" of every other. More is kept each time that it is run again, so that this has an end.
after_limit() {
  [ $a_limit = 1 ] && [ $stopped = 0 ] && [ $a_full = 0 ] && [ ! -f "$J/start.$N/cancel" ] || { echo -; return; }
  case $a_end in "0 "*" - "*) ;; "0 "*) echo -; return ;; esac
  if [ "$(kept "$T")" -gt "$a_kept" ]; then echo again; else echo stuck; fi
}

# Somebody asks this process to end: the engine gets the same word, and after a cancel only a while to follow it.
ask() {
  interrupted=1
  [ -n "$child" ] || return 0
  kill -s TERM -- "-$child" 2>/dev/null
  if [ -f "$J/start.$N/cancel" ]; then
    (sleep "$(cat "$J/grace")"; kill -s KILL -- "-$child") >/dev/null 2>&1 &
  else
    asked=1
  fi
}

is_disk_full() {
  [ "$(free_kilobytes)" -lt 64 ] ||
    tail -c 20000 "$a_dir/log" | grep -q -e 'No space left on device' -e 'Disk quota exceeded'
}

# Signs of life, with the use of the GPUs: "busy used total" a line, in percent and MiB.
beats() {
  trap - TERM INT HUP USR1
  while kill -0 "$child" 2>/dev/null; do
    put "$a_dir/beat" "$(date +%s)
$(nvidia-smi ${CUDA_VISIBLE_DEVICES:+-i "$CUDA_VISIBLE_DEVICES"} \
      --query-gpu=utilization.gpu,memory.used,memory.total --format=csv,noheader,nounits 2>/dev/null | tr -d ,)" 2>/dev/null
    sleep $BEAT
  done
}

# Becomes the engine. No word of it is ever read by a shell: each is a line of a file.
child() {
  cd "$D" || exit 72
  if [ "${SLURM_JOB_NUM_NODES:-1}" -gt 1 ] && [ -z "${SLURM_STEP_ID:-}" ]; then
    exec srun --ntasks-per-node=1 "--ntasks=$SLURM_JOB_NUM_NODES" --kill-on-bad-exit=1 \
      sh "$J/supervisor.sh" child "$D" "$N" "$T" "$A"
  fi
  for c_file in "$J/env" "$J/start.$N/secrets"; do
    [ -f "$c_file" ] || continue
    while IFS= read -r c_pair; do
      case $c_pair in *=@new-key@) c_pair=${c_pair%@new-key@}$(cat "$J/task.$T/$A/key") ;; esac
      export "$c_pair"
    done <"$c_file"
  done
  while IFS= read -r c_folder; do PATH=$c_folder:$PATH; done <"$J/path"
  SKILLMIX_TASK=$(cat "$J/id").$T.$A
  export PATH SKILLMIX_TASK
  c_head=127.0.0.1
  [ -z "${SLURM_JOB_NODELIST:-}" ] || c_head=$(address_of "$(head_node)")
  set --
  while IFS= read -r c_word; do
    case $c_word in
    @node-rank@) c_word=${SLURM_NODEID:-0} ;;
    @head-host@) c_word=$c_head ;;
    esac
    set -- "$@" "$c_word"
  done <"$J/argv.$T"
  exec "$@"
}

head_node() { scontrol show hostnames "$SLURM_JOB_NODELIST" | head -n 1; }

# Slurm's names of nodes need not be names of hosts.
address_of() {
  getent hosts "$1" >/dev/null 2>&1 && echo "$1" && return
  scontrol show node -o "$1" | sed -n 's/.* NodeAddr=\([^ ]*\).*/\1/p'
}

# --- ending ------------------------------------------------------------------------------------------------------

cancel() {
  mkdir -p "$J/start.$N"
  # What ended before it was asked to stays as it ended.
  has_ended && return 0
  put "$J/start.$N/cancel" "$(date +%s)"
  if c_id=$(words_in "$J/start.$N/slurm"); then
    # The script gets the word first, and with it the engine; what waits, or is about to, is simply taken out.
    scancel --state=PENDING "$c_id" 2>/dev/null
    for c_task in $(cat "$J/start.$N/tasks"); do
      case $(words_in "$J/task.$c_task/$(last_attempt "$c_task")/exit") in
      *' again') scancel "${c_id}_$c_task" 2>/dev/null ;;
      esac
    done
    scancel --batch --signal=TERM "$c_id" 2>/dev/null
    drop_secrets
    return 0
  fi
  c_name=$(readlink "$J/start.$N/claim") || return 0
  if is_alive "$c_name"; then
    kill -s TERM "$(pid_of "$c_name")"
    return 0
  fi
  # Its supervisor is gone: what it left behind is ended from here.
  for c_dir in "$J"/task.*/*; do
    [ -f "$c_dir/process" ] && [ ! -f "$c_dir/exit" ] || continue
    c_name=$(cat "$c_dir/process")
    is_alive "$c_name" || continue
    kill -s TERM -- "-$(pid_of "$c_name")"
    c_i=0
    while [ $c_i -lt 50 ] && is_alive "$c_name"; do sleep 0.1; c_i=$((c_i + 1)); done
    kill -s KILL -- "-$(pid_of "$c_name")" 2>/dev/null
    c_task=${c_dir%/*}
    sweep "${c_task##*.}" "${c_dir##*/}"
  done
}

# Whether nothing of start $N will happen any more.
has_ended() {
  if h_id=$(words_in "$J/start.$N/slurm"); then
    h_said=$(squeue -h -j "$h_id" -o %i 2>&1)
    case $?,$h_said in
    0, | *"Invalid job id"*) return 0 ;;
    *) return 1 ;;
    esac
  fi
  h_name=$(readlink "$J/start.$N/claim") || return 1
  ! is_alive "$h_name" || return 1
  case $(standing "$h_name") in elsewhere*) return 1 ;; esac
  for h_dir in "$J"/task.*/*; do
    [ -f "$h_dir/process" ] && [ ! -f "$h_dir/exit" ] && is_alive "$(cat "$h_dir/process")" && return 1
  done
  return 0
}

# --- telling -----------------------------------------------------------------------------------------------------

status() {
  N=$(last_of "$J/start")
  echo "now $(date +%s)"
  echo "host $HOST"
  echo "folder $D"
  echo "free $(free_kilobytes)"
  echo "starts $N"
  [ "$N" -gt 0 ] || return 0
  # Nobody was there to take them away where it was ended before it began, or was killed.
  [ -f "$J/start.$N/secrets" ] && has_ended && rm -f "$J/start.$N/secrets"
  [ -f "$J/start.$N/cancel" ] && echo "cancel $(cat "$J/start.$N/cancel")"
  # Before the tasks: when it was gone by then, all that it wrote of them is there.
  [ -L "$J/start.$N/claim" ] && echo "supervisor $(standing "$(readlink "$J/start.$N/claim")")"
  [ -f "$J/start.$N/sbatch" ] && tell_slurm
  for t_dir in "$J"/task.*; do
    [ -d "$t_dir" ] && tell_task "${t_dir##*.}"
  done
  return 0
}

where() {
  w_dir=$J/task.0/$(last_attempt 0)
  [ -f "$w_dir/process" ] && [ ! -f "$w_dir/exit" ] || exit 66
  w_address=127.0.0.1
  [ ! -f "$w_dir/node" ] || w_address=$(address_of "$(cat "$w_dir/node")")
  echo "$w_address $(words_in "$w_dir/key")"
}

tell_task() {
  A=$(last_attempt "$1")
  [ "$A" -gt 0 ] || return 0
  t_dir=$J/task.$1/$A
  t_who="none -" t_beat=-
  [ -f "$t_dir/process" ] && t_who=$(standing "$(cat "$t_dir/process")")
  [ -f "$t_dir/beat" ] && {
    read -r t_beat <"$t_dir/beat"
    [ -f "$t_dir/exit" ] || sed -n 's/^\([0-9][0-9]* [0-9][0-9]* [0-9][0-9]*\)$/gpu \1/p' "$t_dir/beat"
  }
  t_bytes=0
  [ -f "$t_dir/log" ] && t_bytes=$(wc -c <"$t_dir/log" | tr -d ' ')
  # Last of all, so that one that ended meanwhile is told of as ended.
  echo "task $1 $A $(cat "$t_dir/start") $t_who $t_beat $t_bytes $(words_in "$t_dir/exit")"
}

tell_slurm() {
  echo scheduled
  t_id=$(words_in "$J/start.$N/slurm") || { tell_submitter; return; }
  echo "slurm $t_id"
  t_said=$(squeue -h -r -t all -j "$t_id" -o '%i|%T|%N|%r' 2>&1)
  case $?,$t_said in
  0,*) echo "answered" ;;
  *"Invalid job id"*) t_said= ; echo "answered" ;;
  *) echo "silent $t_said"; t_said= ;;
  esac
  [ -n "$t_said" ] || t_said=$(sacct -n -P -X -j "$t_id" -o 'JobID,State,NodeList,Reason' 2>/dev/null)
  printf '%s\n' "$t_said" | sed -n 's/^[0-9]/queue &/p'
}

tell_submitter() {
  for t_link in "$J/start.$N"/submit.*; do
    [ -L "$t_link" ] && echo "submitter $(standing "$(readlink "$t_link")")"
  done
}

main
