"""Where things are: what is measured, what measures, and what is written."""

from pathlib import Path

HERE = Path(__file__).resolve().parents[1]
REPOSITORY = HERE.parents[1]
COMPONENTS = HERE / "components"
WRK_SCRIPT = HERE / "post.lua"
# What `environments` makes, and where results go; git does not see it.
BUILD = REPOSITORY / "build" / "bench"
PEERS = BUILD
OURS = BUILD / "ours"
GRPC_LOAD = BUILD / "grpc-load"
# Where the results of the R server go.
R_BUILD = BUILD / "r"
# Where those of the Java library go.
JAVA_BUILD = BUILD / "java"
