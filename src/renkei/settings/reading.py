"""From a YAML file to the checked model, with every problem named at once."""

from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ValidationError
from rapidfuzz import process

from renkei.errors import SettingsError
from renkei.settings.eligibility import Cohort, Eligibility, Rule
from renkei.settings.limits import Limits
from renkei.settings.model import Complete, Params, Round, WishShare
from renkei.settings.sources import (
    DosesPerBox,
    PopulationSource,
    PublishedSource,
    RecordSource,
    RegisterSource,
    Sources,
    SupplySource,
)


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
    try:
        content = yaml.load(file.read_text(encoding="utf-8"), Loader=_PlainLoader)
    except OSError as error:
        raise SettingsError(error.strerror or "cannot be read", where=str(file)) from None
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError) as error:
        raise SettingsError(f"not YAML: {error}", where=str(file)) from None
    if not isinstance(content, dict):
        raise SettingsError("no keys", where=str(file), expected="a mapping such as sample.yaml")
    try:
        return Params.model_validate(content)
    except ValidationError as error:
        raise refusal(file, error) from None


def refusal(where: object, error: ValidationError) -> SettingsError:
    problems = [_problem(one) for one in error.errors()]
    return SettingsError("; ".join(problems), where=str(where))


def _problem(one: Any) -> str:
    location = [str(part) for part in one["loc"]]
    key = ".".join(location)
    if one["type"] == "extra_forbidden":
        fields = _model_at(location[:-1]).model_fields
        known = [field.alias or name for name, field in fields.items()]
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


_MODELS: dict[str, type[BaseModel]] = {
    "limits": Limits,
    "complete": Complete,
    "wish_share": WishShare,
    "rounds": Round,
    "eligibility": Eligibility,
    "cohorts": Cohort,
    "rules": Rule,
    "sources": Sources,
    "records": RecordSource,
    "population": PopulationSource,
    "published_rounds": PublishedSource,
    **dict.fromkeys(("liaison", "work_plan", "readiness", "practices"), RegisterSource),
    "supply": SupplySource,
    "doses_per_box": DosesPerBox,
}


def _model_at(location: list[str]) -> type[BaseModel]:
    """The model whose keys are valid at a location such as `sources.records`."""
    model: type[BaseModel] = Params
    for part in location:
        model = _MODELS.get(part, model)
    return model
