"""Puts the contract's rules, vectors and protos into the wheel, so that they travel along.

An editable install takes none: it reads them where they stand, in common-proto.
"""

from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class ContractInWheel(BuildHookInterface[Any]):
    """Called by hatchling before it builds."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add the files, unless the install is editable."""
        if version == "editable":
            return
        for part in (
            "docs/builder.md",
            "docs/components.md",
            "docs/contract.md",
            "openapi",
            "proto",
            "vectors",
        ):
            build_data["force_include"][f"../common-proto/{part}"] = (
                f"seldon_conformance/contract/{part}"
            )
