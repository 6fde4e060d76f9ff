import { ENGINE_NAMES } from '../../core/jobs/jobSpec.ts';
import { quoted } from '../../core/jobs/quoted.ts';

/**
 * Tells what there is, a line a thing. Everything that is not there is left out. `environment`: where the target keeps
 * its engines, if not each in an environment of its own.
 */
export function probeScript(environment?: string): string {
  return `has() { command -v "$1" >/dev/null 2>&1; }
mkdir -p "$base" || exit 1
PATH=$PATH:$HOME/.local/bin:$HOME/.cargo/bin
echo "who $(id -un)@$(uname -n)"
echo "system $(uname -s) $(uname -r) $(uname -m)"
echo "folder $(cd "$base" && pwd -P)"
df -Pk "$base" | awk 'NR == 2 { print "disk", $4, $2 }'
has nvidia-smi && {
  nvidia-smi --query-gpu=memory.total,memory.free,name --format=csv,noheader,nounits 2>/dev/null | sed 's/^/gpu /'
  nvidia-smi 2>/dev/null | sed -n 's/.*CUDA Version: *\\([0-9.]*\\).*/cuda \\1/p'
}
has python3 && echo "python $(python3 -c 'import platform; print(platform.python_version())' 2>/dev/null)"
has uv && echo "uv $(uv --version 2>/dev/null | cut -d ' ' -f 2) $(command -v uv)"
has setsid || has perl || has python3 || echo "lacks sessions"
has tar || echo "lacks tar"
has sha256sum || has shasum || has openssl || echo "lacks sums"
[ -r /proc/self/stat ] || echo "lacks proc"
own=${quoted(environment ?? '')}
case $own in
'' | /*) ;;
'~/'*) own=$HOME/\${own#??} ;;
*) own=$base/$own ;;
esac
for engine in ${ENGINE_NAMES.join(' ')}; do
  place=\${own:-$base/environments/$engine}
  [ -x "$place/bin/python" ] || continue
  version=$("$place/bin/python" -c "import importlib.metadata as m; print(m.version('$engine'))" 2>/dev/null) || continue
  echo "engine $engine $version $place"
done
has sinfo && {
  echo "slurm $(sinfo --version 2>/dev/null | cut -d ' ' -f 2)"
  sinfo -h -o '%R|%D|%l|%G|%P' 2>/dev/null | sed 's/^/partition /'
}
exit 0`;
}
