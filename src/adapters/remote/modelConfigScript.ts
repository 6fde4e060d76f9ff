import { NOT_THERE } from './callFailure.ts';

/** Of the hub's own library: from what it has there already, else from the hub. It waits for neither for long. */
const FETCH = `import signal, sys
signal.alarm(60)
from huggingface_hub import hf_hub_download, try_to_load_from_cache
found = try_to_load_from_cache(sys.argv[1], "config.json")
path = found if isinstance(found, str) else hf_hub_download(sys.argv[1], "config.json")
with open(path, encoding="utf-8") as file:
    sys.stdout.write(file.read())`;

/** Reads the name of a model, or its folder, from its input, and prints its `config.json`. Needs `environment`. */
export const modelConfigScript = `IFS= read -r model || exit 1
case $model in
/*) [ -f "$model/config.json" ] || exit ${NOT_THERE}
  cat "$model/config.json" ;;
*) export HF_HUB_DISABLE_TELEMETRY=1 HF_HUB_DISABLE_PROGRESS_BARS=1
  "$environment/bin/python" -c '${FETCH}' "$model" 2>/dev/null || exit ${NOT_THERE} ;;
esac`;
