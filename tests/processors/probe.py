"""Runs under one profile: reports what each library does there, as a line of JSON.

What MKL and oneDNN say of themselves comes before it, by their *_VERBOSE switches.
"""

import hashlib
import json
import os
import tempfile
from pathlib import Path

dump = tempfile.TemporaryDirectory()
# XLA tells its settings only with what it compiled.
flags = os.environ.get("XLA_FLAGS", "")
os.environ["XLA_FLAGS"] = f"{flags} --xla_dump_to={dump.name}"

import jax  # noqa: E402  after its flags
import jax.numpy as jnp  # noqa: E402
import numpy as np  # noqa: E402
import scipy.linalg  # noqa: E402, F401  its OpenBLAS is another than NumPy's
import threadpoolctl  # noqa: E402
import torch  # noqa: E402
from numpy._core._multiarray_umath import __cpu_features__  # noqa: E402


def digest(*arrays) -> str:
    """A name for the bits of arrays."""
    whole = b"".join(np.ascontiguousarray(array).tobytes() for array in arrays)
    return hashlib.sha256(whole).hexdigest()[:12]


rng = np.random.default_rng(0)
A, B, v = (rng.normal(size=n).astype(np.float32) for n in ((300, 257), (257, 311), 257))

xla = [
    jax.jit(lambda A, B, v: (A @ B, A @ v, A.T @ A, jnp.exp(A), jnp.tanh(A)))(A, B, v),
    jax.jit(lambda A: A.T @ A)(A[:, :64]),
]
bits = {
    "numpy": digest(np.exp(A), np.tanh(A), np.log(np.abs(A)), np.exp(np.float64(A))),
    "openblas": digest(A @ B, A @ v, np.float64(A) @ np.float64(B)),
    "xla": digest(*xla[0], xla[1]),
    "torch": digest(
        torch.exp(torch.tensor(A)), torch.tensor(A) @ torch.tensor(B), torch.tensor(v)
    ),
}
options = next(Path(dump.name).glob("*debug_options")).read_text(encoding="utf-8")
(isa,) = (line.split('"')[1] for line in options.splitlines() if "max_isa:" in line)
pools = threadpoolctl.threadpool_info()
blas = {p["architecture"] for p in pools if p["internal_api"] == "openblas"}
levels = [name for name, has in __cpu_features__.items() if has and name[:5] == "X86_V"]
report = {
    "numpy": " ".join(sorted(levels)),
    "openblas": " ".join(sorted(blas)),
    "xla": isa,
    "torch": torch.backends.cpu.get_cpu_capability(),
    "threads": " ".join(sorted({str(p["num_threads"]) for p in pools})),
    "bits": bits,
}
print(json.dumps(report))
