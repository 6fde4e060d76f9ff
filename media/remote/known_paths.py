"""For vLLM's server: what its key does not guard is not answered.

Its key guards /v1 and a few paths beside it; at others, /invocations for one, it answers whoever reaches the machine.
"""

from fastapi import Response


async def known_paths_only(request, call_next):
    if not request.url.path.startswith("/v1/"):
        return Response(status_code=404)
    return await call_next(request)
