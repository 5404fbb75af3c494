"""Processors that one machine can play, and the proof that it plays them.

The wheels of NumPy, OpenBLAS, XLA, oneDNN, PyTorch and MKL choose their code by the
processor, and each has a switch of its own that takes instructions away. A sum is then
rounded in another order. Five profiles are enough:

* `sse4` is the oldest processor that NumPy runs on, and differs most from all others;
* `avx` has wider vectors and no fused multiply-add, and computes with two threads;
* `haswell` and `zen` are most laptops: AVX2, no AVX-512, by two makers. `zen` has two
  threads, MKL's code for processors that Intel did not make, and XLA's other matrix
  product;
* `avx512` is a server, or a laptop of a few years.

The settings are read when a library is imported: they belong into the environment of a
new process.
"""

import json
import os
import platform
import subprocess
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path

PROBE = Path(__file__).with_name("probe.py")
# XLA has two matrix products. The one that it takes first, YNN, heeds no limit.
NO_YNN = "--xla_cpu_experimental_ynn_fusion_type="
LIBRARIES = ("numpy", "openblas", "xla", "torch")


class ProfileError(Exception):
    """A library did not obey its switch, so that the profile would prove nothing."""


@dataclass(frozen=True, eq=False)
class Profile:
    """One processor: what it stands for, its settings, and what must be read back.

    `needs` is the name of the instructions, as NumPy calls them, without which no
    machine can play it. `reads` maps what probe.py reports to the answers that show
    that a library obeyed.
    """

    name: str
    stands_for: str
    needs: str
    settings: dict[str, str]
    reads: dict[str, tuple[str, ...]]

    def environment(self) -> dict[str, str]:
        """Our environment, with this profile's switches and no others."""
        kept = {k: v for k, v in os.environ.items() if k not in SWITCHES}
        return {**kept, **self.settings}


def _threads(n: int) -> dict[str, str]:
    names = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
    return dict.fromkeys(names, str(n))


PROFILES = (
    Profile(
        "sse4",
        "the oldest processor that NumPy runs on",
        "X86_V2",
        {
            "NPY_DISABLE_CPU_FEATURES": "X86_V3 X86_V4",
            "OPENBLAS_CORETYPE": "Nehalem",
            "XLA_FLAGS": f"--xla_cpu_max_isa=SSE4_2 {NO_YNN}",
            "ONEDNN_MAX_CPU_ISA": "SSE41",
            "ATEN_CPU_CAPABILITY": "default",
            "MKL_CBWR": "COMPATIBLE",
            **_threads(1),
        },
        {
            "numpy": ("X86_V2",),
            "openblas": ("Nehalem",),
            "xla": ("SSE4_2",),
            "onednn": ("Intel SSE4.1",),
            "torch": ("DEFAULT",),
            "mkl": ("COMPATIBLE",),
            "threads": ("1",),
        },
    ),
    Profile(
        "avx",
        "a processor without fused multiply-add",
        "X86_V3",
        {
            "NPY_DISABLE_CPU_FEATURES": "X86_V3 X86_V4",
            "OPENBLAS_CORETYPE": "Sandybridge",
            "XLA_FLAGS": f"--xla_cpu_max_isa=AVX {NO_YNN}",
            "ONEDNN_MAX_CPU_ISA": "AVX",
            "ATEN_CPU_CAPABILITY": "default",
            "MKL_CBWR": "SSE4_2",
            **_threads(2),
        },
        {
            "numpy": ("X86_V2",),
            "openblas": ("Sandybridge",),
            "xla": ("AVX",),
            "onednn": ("Intel AVX",),
            "torch": ("DEFAULT",),
            "mkl": ("SSE4_2",),
            "threads": ("2",),
        },
    ),
    Profile(
        "haswell",
        "a laptop with AVX2 by Intel",
        "X86_V3",
        {
            "NPY_DISABLE_CPU_FEATURES": "X86_V4",
            "OPENBLAS_CORETYPE": "Haswell",
            "XLA_FLAGS": "--xla_cpu_max_isa=AVX2",
            "ONEDNN_MAX_CPU_ISA": "AVX2",
            "ATEN_CPU_CAPABILITY": "avx2",
            "MKL_CBWR": "AVX2",
            **_threads(1),
        },
        {
            "numpy": ("X86_V2 X86_V3",),
            "openblas": ("Haswell",),
            "xla": ("AVX2",),
            "onednn": ("Intel AVX2",),
            "torch": ("AVX2",),
            "mkl": ("AVX2",),
            "threads": ("1",),
        },
    ),
    Profile(
        "zen",
        "a laptop with AVX2 by AMD",
        "X86_V3",
        {
            "NPY_DISABLE_CPU_FEATURES": "X86_V4",
            "OPENBLAS_CORETYPE": "Zen",
            "XLA_FLAGS": f"--xla_cpu_max_isa=AVX2 {NO_YNN}",
            "ONEDNN_MAX_CPU_ISA": "AVX2",
            "ATEN_CPU_CAPABILITY": "avx2",
            "MKL_CBWR": "COMPATIBLE",
            **_threads(2),
        },
        {
            "numpy": ("X86_V2 X86_V3",),
            "openblas": ("Zen", "Haswell"),  # Zen's code is Haswell's, blocked anew
            "xla": ("AVX2",),
            "onednn": ("Intel AVX2",),
            "torch": ("AVX2",),
            "mkl": ("COMPATIBLE",),
            "threads": ("2",),
        },
    ),
    Profile(
        "avx512",
        "a processor with AVX-512",
        "X86_V4",
        {
            "OPENBLAS_CORETYPE": "SkylakeX",
            "XLA_FLAGS": "--xla_cpu_max_isa=AVX512",
            "ATEN_CPU_CAPABILITY": "avx512",
            "MKL_CBWR": "AVX512",
            **_threads(2),
        },
        {
            "numpy": ("X86_V2 X86_V3 X86_V4",),
            "openblas": ("SkylakeX",),
            "xla": ("AVX512",),
            "torch": ("AVX512",),
            "mkl": ("AVX512",),
            "threads": ("2",),
        },
    ),
)
BY_NAME = {profile.name: profile for profile in PROFILES}
FARTHEST = "sse4"  # from every processor that a reader may have
# Of other settings, those that would take back what a profile asks for.
OTHERS = {"NPY_ENABLE_CPU_FEATURES", "OMP_THREAD_LIMIT", "JAX_PLATFORMS"}
SWITCHES = {name for profile in PROFILES for name in profile.settings} | OTHERS


@cache
def _instructions() -> frozenset[str]:
    """What this machine's processor has, as NumPy names it, without any switch."""
    code = (
        "from numpy._core._multiarray_umath import __cpu_features__ as features\n"
        "print(*(name for name, has in features.items() if has))"
    )
    plain = {k: v for k, v in os.environ.items() if k not in SWITCHES}
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, env=plain, capture_output=True, encoding="utf-8")
    if done.returncode:
        raise ProfileError(f"NumPy did not start: {done.stderr.strip()[-500:]}")
    return frozenset(done.stdout.split())


def missing(profile: Profile) -> str:
    """Why this machine cannot play a profile, as a sentence; "" if it can."""
    machine = platform.machine()
    if machine.lower() not in ("x86_64", "amd64"):
        return f"{profile.name} needs an x86 processor, and this one is {machine}."
    if profile.needs not in _instructions():
        return f"{profile.name} needs {profile.needs}, which this processor lacks."
    return ""


@cache
def _by_intel() -> bool:
    """Whether Intel made this processor; where nobody says, it is taken for so."""
    try:
        return "AuthenticAMD" not in Path("/proc/cpuinfo").read_text(encoding="utf-8")
    except OSError:
        return True


@cache
def probed(name: str) -> dict:
    """What the libraries report in a new process under a profile, and their products.

    Raises:
        ProfileError: if the process fails.
    """
    env = {**BY_NAME[name].environment(), "MKL_VERBOSE": "1", "ONEDNN_VERBOSE": "1"}
    command = [sys.executable, str(PROBE)]
    done = subprocess.run(
        command, env=env, capture_output=True, encoding="utf-8", errors="replace"
    )
    if done.returncode:
        raise ProfileError(f"{name}: probe.py failed: {done.stderr.strip()[-500:]}")
    *chatter, report = done.stdout.strip().splitlines()
    return {**json.loads(report), **_said("\n".join(chatter))}


def _said(chatter: str) -> dict[str, str]:
    """What MKL and oneDNN, which have no other way to tell, print of themselves."""
    found = {}
    for line in chatter.splitlines():
        if "CNR:" in line:
            found["mkl"] = line.partition("CNR:")[2].split()[0]
        if "cpu,isa:" in line:
            found["onednn"] = line.partition("cpu,isa:")[2].strip()
    return found


def prove(profile: Profile, others: list[Profile]) -> None:
    """Prove that each library obeys a profile's switches on this machine.

    What each library says of itself must be what the profile asks for, and a product's
    bits must differ from those under every other profile that asks that library for
    something else.

    Raises:
        ProfileError: if one does not; it says which, and what it did instead.
    """
    report = probed(profile.name)
    for library, answers in profile.reads.items():
        if library == "mkl" and not _by_intel():
            continue  # MKL promises its branches for Intel's processors only
        if report.get(library) not in answers:
            raise ProfileError(
                f"{profile.name}: {library} says {report.get(library)!r}, and not "
                f"{' or '.join(answers)}: its switch did not work."
            )
    for other in others:
        for library in LIBRARIES:
            asked_alike = _asked(profile, library) == _asked(other, library)
            if library == "torch" and not _by_intel():
                asked_alike = True
            bits = [probed(p.name)["bits"][library] for p in (profile, other)]
            if bits[0] == bits[1] and not asked_alike:
                raise ProfileError(
                    f"{profile.name}: {library} computes the same bits as under "
                    f"{other.name}: a switch did not work."
                )


OWN_SWITCHES = {
    "numpy": ("NPY_DISABLE_CPU_FEATURES",),
    "openblas": ("OPENBLAS_CORETYPE",),
    "xla": ("XLA_FLAGS",),
    "torch": ("ATEN_CPU_CAPABILITY", "MKL_CBWR"),
}


def _asked(profile: Profile, library: str) -> tuple[str, ...]:
    return tuple(profile.settings.get(name, "") for name in OWN_SWITCHES[library])
