from dataclasses import dataclass
from pathlib import Path
from typing import Optional, TypedDict, Union


class NixOSRebuildError(Exception):
    pass


@dataclass(frozen=True)
class BuildAttr:
    path: Union[str, Path]
    attr: Optional[str]

    def to_attr(self, *attrs: str) -> str:
        return ".".join([*([self.attr] if self.attr else []), *attrs])


@dataclass(frozen=True)
class Flake:
    path: str
    attr: str

    def to_attr(self, *attrs: str) -> str:
        return f"{self.path}#{'.'.join([self.attr, *attrs])}"


@dataclass(frozen=True)
class Profile:
    name: str
    path: Path


class GenerationJson(TypedDict):
    generation: int
    date: str
    nixosVersion: str
    kernelVersion: str
    configurationRevision: str
    specialisations: list
    current: bool
