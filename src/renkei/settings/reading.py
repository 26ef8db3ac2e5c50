"""From a YAML file to the checked model, with every problem named at once."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeVar, get_args

import yaml
from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo
from rapidfuzz import process

from renkei.errors import SettingsError
from renkei.settings.model import Params

Model = TypeVar("Model", bound=BaseModel)


class _PlainLoader(yaml.SafeLoader):
    """YAML without date guessing (the model reads dates) and without repeated keys."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        """Build a mapping; a key written twice is an error rather than the last one winning."""
        keys = [self.construct_object(key, deep=True) for key, _ in node.value]
        for key in keys:
            if keys.count(key) > 1:
                raise yaml.constructor.ConstructorError(
                    None, None, f"key {key!r} stands twice", node.start_mark
                )
        return super().construct_mapping(node, deep)


_PlainLoader.yaml_implicit_resolvers = {
    first: [pair for pair in pairs if pair[0] != "tag:yaml.org,2002:timestamp"]
    for first, pairs in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def read_params(file: Path) -> Params:
    """Read and check one params file; SettingsError lists every problem at once."""
    return read_as(file, Params, like="sample.yaml")


def read_as(file: Path, model: type[Model], like: str) -> Model:
    """Read a YAML file as a checked model; `like` names a file that shows what is expected.

    Raises SettingsError, which names the file and every problem in it.
    """
    content = read_mapping(file, like)
    try:
        return model.model_validate(content)
    except ValidationError as error:
        raise refusal(file, error, model) from None


def read_mapping(file: Path, like: str) -> dict[Any, Any]:
    """The keys of a YAML file, not checked yet. Raises SettingsError where it holds none."""
    try:
        content = yaml.load(file.read_text(encoding="utf-8"), Loader=_PlainLoader)
    except OSError as error:
        raise SettingsError(error.strerror or "cannot be read", where=str(file)) from None
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError) as error:
        raise SettingsError(f"not YAML: {error}", where=str(file)) from None
    if not isinstance(content, dict):
        raise SettingsError("no keys", where=str(file), expected=f"a mapping such as {like}")
    return content


def refusal(where: object, error: ValidationError, model: type[BaseModel]) -> SettingsError:
    """The problems of a file as one error; unknown keys with the nearest that the model knows."""
    problems = [_problem(one, model) for one in error.errors()]
    return SettingsError("; ".join(problems), where=str(where))


def _problem(one: Any, model: type[BaseModel]) -> str:
    location = [str(part) for part in one["loc"]]
    key = ".".join(location)
    if one["type"] == "extra_forbidden":
        known = _keys_at(model, location[:-1])
        near = [match[0] for match in process.extract(location[-1], known, limit=1)]
        return f"unknown key {key!r} (nearest: {', '.join(near)})"
    if one["type"] == "missing":
        return f"key {key!r} is missing"
    message = one["msg"].removeprefix("Value error, ")
    if not key:
        return str(message)
    if isinstance(one["input"], dict | list):  # its content is in the file, and long
        return f"{key}: {message[:1].lower()}{message[1:]}"
    return f"{key} is {one['input']!r}: {message[:1].lower()}{message[1:]}"


def _keys_at(model: type[BaseModel], location: list[str]) -> list[str]:
    """The keys that are valid at a location such as `sources.records` or `phases.0.events`."""
    here = [model]
    for part in location:  # numbers of list entries lead nowhere, and are passed by
        fields = [field for one in here for name, field in _named(one) if name == part]
        here = [inner for field in fields for inner in _models_in(field.annotation)] or here
    return [name for one in here for name, _ in _named(one)]


def _named(model: type[BaseModel]) -> list[tuple[str, FieldInfo]]:
    return [(field.alias or name, field) for name, field in model.model_fields.items()]


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    """The models of an annotation such as `list[Round]` or `SupplySource | None`."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in get_args(annotation):
        yield from _models_in(inner)
