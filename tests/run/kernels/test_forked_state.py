"""A forked kernel starts as a new one does: what a cell can see is the same.

Not compared: modules already imported; threads of an allocator that Arrow loads and does not use;
the order of warning filters of different messages, which follows the order of imports.
"""

import ast
import json
import os
import re

import pytest

LOOK = """
import gc, json, locale, logging, os, random, resource, signal, sys, threading, warnings
import pandas, matplotlib, numpy, hashlib, renkei.processed
big = numpy.random.default_rng(1).normal(size=(500, 500))
state = {
    "env": {n: v for n, v in os.environ.items() if n not in ("PYTEST_CURRENT_TEST",)},
    "cwd": os.getcwd(), "argv": [sys.argv[0], len(sys.argv)], "path": sys.path,
    "flags": tuple(sys.flags), "options": sorted(sys._xoptions), "warnings": sorted(map(repr, warnings.filters)),
    "executable": sys.executable, "main": sys.modules["__main__"].__dict__ is globals(),
    "signals": {n: repr(signal.getsignal(n)).split(" at ")[0] for n in sorted(signal.valid_signals())},
    "threads": sorted(type(t).__name__ for t in threading.enumerate()),
    "group": os.getpgrp() == os.getpid() == os.getsid(0),
    "limits": [resource.getrlimit(n) for n in (resource.RLIMIT_NOFILE, resource.RLIMIT_CORE)],
    "stdin": sys.__stdin__.read(),
    "encodings": [sys.__stdout__.encoding, sys.getfilesystemencoding(), locale.getlocale()],
    "logging": [repr(logging.getLogger().handlers), logging.getLogger().level],
    "pandas": {n: repr(pandas.get_option(n)) for n in sorted(pandas._config.config._registered_options)},
    "matplotlib": {n: repr(v) for n, v in sorted(dict.items(matplotlib.rcParams))},
    "blas": hashlib.sha256((big @ big).tobytes() + numpy.linalg.svd(big)[1].tobytes()).hexdigest(),
    "gc": [gc.isenabled(), gc.get_threshold()], "depth": sys.getrecursionlimit(),
    "umask": [line for line in open("/proc/self/status") if line.startswith(("Umask", "SigBlk", "SigIgn", "SigCgt"))],
    "hash": hash("連携") if os.environ.get("PYTHONHASHSEED", "random") != "random" else None,
}
json.dumps(state, default=str)
"""


def seen(text: str) -> dict[str, object]:
    return dict(json.loads(ast.literal_eval(text)))


def test_all_that_a_cell_can_see_is_the_same(told, is_forked, monkeypatch):
    monkeypatch.setenv("PYTHONHASHSEED", "7")
    monkeypatch.setenv("RENKEI_OF_THIS_TEST", "見本")
    ordinary, forked = (seen(told(kind, LOOK)) for kind in ("ordinary", "forked"))
    assert told("forked", is_forked) == "True"
    for name in ordinary:
        assert forked[name] == ordinary[name], name
    assert ordinary["hash"] is not None


def test_a_changed_environment_reaches_the_next_kernel(told, monkeypatch):
    look = "import os\nos.environ.get('RENKEI_HOME'), hash('a'), os.environ.get('JE_ARROW_MALLOC_CONF')"
    monkeypatch.setenv("PYTHONHASHSEED", "7")
    monkeypatch.setenv("RENKEI_HOME", "/one")
    one = told("forked", look)
    monkeypatch.setenv("RENKEI_HOME", "/two")
    assert told("forked", look) == one.replace("/one", "/two")
    monkeypatch.setenv("PYTHONHASHSEED", "8")
    other = told("forked", look)
    assert other == told("ordinary", look) != one


def test_the_folder_is_that_of_the_moment(told, tmp_path, monkeypatch):
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    look = "import os\nos.getcwd()"
    assert told("forked", look) == told("ordinary", look) == repr(str(tmp_path / "here"))


def test_no_two_kernels_draw_the_same_random_numbers(told):
    draw = "import random, numpy\nrandom.random(), numpy.random.random()"
    assert len({told("forked", draw) for _ in range(3)}) == 3


def test_variables_do_not_pass_from_one_kernel_to_the_next(told):
    assert told("forked", "import pandas\npandas.left = 1\nleft = 2\nleft") == "2"
    assert told("forked", "import pandas\nhasattr(pandas, 'left'), 'left' in globals()") == (
        "(False, False)"
    )


@pytest.mark.parametrize(
    "cell",
    [
        "import pandas\npandas.DataFrame({f'column {n}': range(80) for n in range(30)})",
        "import sys\nprint('to out')\nprint('to err', file=sys.stderr)",
        "import subprocess\nsubprocess.run(['echo', 'from below'])",
        "import matplotlib.pyplot as plt\nfigure, axes = plt.subplots()\naxes.plot([1, 2])\nNone",
        "import warnings\nwarnings.warn('odd')\nimport asyncio\nawait asyncio.sleep(0, 'slept')",
        "from concurrent.futures import ThreadPoolExecutor\nlist(ThreadPoolExecutor(2).map(abs, [-1]))",
        "from IPython.display import HTML, display\ndisplay(HTML('<b>b</b>'), display_id='x')\n1",
        "%timeit -n1 -r1 -q pass\n!echo shell",
    ],
)
def test_the_outputs_of_a_cell_are_the_same(small, cell):
    ordinary, forked = (small(kind, cell).cells[0].outputs for kind in ("ordinary", "forked"))
    first, second = (re.sub(r"ipykernel_\d+", "", repr(one)) for one in (ordinary, forked))
    assert first == second


def test_the_folder_of_the_socket_is_private_and_goes(small, is_forked):
    from renkei.run.kernels import forking, stop

    small("forked", is_forked)
    (kept,) = list(forking._zygotes.values())[-1:]
    assert kept.folder.stat().st_mode & 0o777 == 0o700
    assert kept.folder.stat().st_uid == os.getuid()
    stop()
    assert not kept.folder.exists()
