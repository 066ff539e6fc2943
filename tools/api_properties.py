#!/usr/bin/env python3
"""Writes down which properties each stable version of Microsoft.ContainerService knows.

The Python SDK of Azure is made from the same definitions as the REST API, one release for each stable version. This reads
the models of those releases as syntax trees, runs nothing of them, and writes facts only: places, types, since when.

    python3 tools/api_properties.py            # fetches the wheels with pip, writes both files
    python3 tools/api_properties.py --wheels DIR

The SDK's form is a table, one property a line; the simulator's is a tree. Neither reads the other's.
"""

import argparse
import ast
import json
import pathlib
import subprocess
import sys
import tempfile
import zipfile

PACKAGE = "azure-mgmt-containerservice"

# Releases with a stable api-version as their default, oldest first. A new one is added here.
RELEASES = ["40.1.0", "40.2.0", "41.0.0", "41.1.0", "41.2.0", "41.3.0", "41.5.0", "41.6.0", "41.7.0", "41.8.0"]

# What is written with PUT, by its ARM type below Microsoft.ContainerService.
ROOTS = {
    "managedClusters": "ManagedCluster",
    "managedClusters/agentPools": "AgentPool",
    "managedClusters/identityBindings": "IdentityBinding",
    "managedClusters/maintenanceConfigurations": "MaintenanceConfiguration",
    "managedClusters/managedNamespaces": "ManagedNamespace",
    "managedClusters/trustedAccessRoleBindings": "TrustedAccessRoleBinding",
    "snapshots": "Snapshot",
}

# Stable versions before those, which Azure still answers, for the simulator: the directories of release 30.0.0 and the
# defaults of 31.0.0 to 40.0.0. What they know is not read.
OLDER = """2018-03-31 2019-02-01 2019-04-01 2019-06-01 2019-08-01 2019-10-01 2019-11-01 2020-01-01 2020-02-01 2020-03-01
2020-04-01 2020-06-01 2020-07-01 2020-09-01 2020-11-01 2020-12-01 2021-02-01 2021-03-01 2021-05-01 2021-07-01 2021-08-01
2021-09-01 2021-10-01 2022-01-01 2022-02-01 2022-03-01 2022-04-01 2022-06-01 2022-07-01 2022-09-01 2022-11-01 2023-01-01
2023-02-01 2023-03-01 2023-04-01 2023-05-01 2023-06-01 2023-07-01 2023-08-01 2023-09-01 2023-10-01 2023-11-01 2024-01-01
2024-02-01 2024-05-01 2024-07-01 2024-08-01 2024-09-01 2024-10-01 2025-01-01 2025-02-01 2025-03-01 2025-04-01 2025-05-01
2025-07-01 2025-08-01""".split()

ROOT = pathlib.Path(__file__).resolve().parent.parent
TABLE = ROOT / "aks-core/src/main/resources/dev/aks4j/core/internal/cluster/api/properties.tsv"
TREE = ROOT / "aks-simulated-azure/src/main/resources/dev/aks4j/simulated/azure/internal/containerservice/api.json"
WORDS = {"str": "string", "bool": "boolean", "int": "integer", "float": "number", "iso-8601": "datetime"}


class Models:
    """The models of one release: for each class its base classes and its properties."""

    def __init__(self, wheel):
        with zipfile.ZipFile(wheel) as archive:
            at = {name.rsplit("/", 1)[-1]: name for name in archive.namelist() if "/aio/" not in name and "/_utils/" not in name}
            read = lambda name: ast.parse(archive.read(at[name]).decode())
            self.version = default_version(read("_configuration.py"))
            models = read("_models_py3.py" if "_models_py3.py" in at else "_models.py")
            enums = read("_container_service_client_enums.py" if "_container_service_client_enums.py" in at else "_enums.py")
        self.classes = {node.name: node for node in models.body if isinstance(node, ast.ClassDef)}
        self.enums = {node.name: enum_values(node) for node in enums.body if isinstance(node, ast.ClassDef)}

    def properties(self, name):
        """Returns wire name -> (type, access) of a class, inherited ones included; type is a word, a class, or [..] or {..}."""
        node = self.classes[name]
        old = assigned(node, "_attribute_map")
        if old is not None:
            readonly = {k for k, v in (assigned(node, "_validation") or {}).items() if v.get("readonly")}
            found = {}
            for key, entry in old.items():
                access = "r" if key in readonly else "rw"
                found[entry["key"]] = (old_type(entry["type"], self, name, key), access)
            return found
        found = {}
        for base in node.bases:
            if isinstance(base, ast.Name) and base.id in self.classes:
                found.update(self.properties(base.id))
        for item in node.body:
            if isinstance(item, ast.AnnAssign) and is_field(item.value):
                keywords = {k.arg: ast.literal_eval(k.value) for k in item.value.keywords if k.arg in ("name", "visibility")}
                seen = keywords.get("visibility", ["read", "create", "update"])
                writes = "create" in seen or "update" in seen
                access = ("r" if "read" in seen else "") + ("w" if writes else "")
                found[keywords.get("name", item.target.id)] = (new_type(item.annotation, self), access)
        return found


def default_version(tree):
    for call in ast.walk(tree):
        if isinstance(call, ast.Call) and [getattr(a, "value", None) for a in call.args[:1]] == ["api_version"]:
            return call.args[1].value
    sys.exit("no default api-version found")


def enum_values(node):
    return [item.value.value for item in node.body if isinstance(item, ast.Assign) and isinstance(item.value, ast.Constant)]


def assigned(node, name):
    for item in node.body:
        if isinstance(item, ast.Assign) and getattr(item.targets[0], "id", "") == name:
            return ast.literal_eval(item.value)
        if isinstance(item, ast.AnnAssign) and getattr(item.target, "id", "") == name and isinstance(item.value, ast.Dict):
            return ast.literal_eval(item.value)
    return None


def is_field(value):
    return isinstance(value, ast.Call) and getattr(value.func, "id", "") in ("rest_field", "rest_discriminator")


def old_type(text, models, owner, key):
    if text.startswith("["):
        return ("list", old_type(text[1:-1], models, owner, key))
    if text.startswith("{"):
        return ("map", old_type(text[1:-1], models, owner, key))
    if text == "str":
        # the attribute map does not name enumerations; the comment beside it does
        doc = ast.get_docstring(models.classes[owner]) or ""
        for line in doc.splitlines():
            if line.strip().startswith(":vartype %s:" % key) and "models." in line:
                word = line.rsplit(".", 1)[-1].strip(" ]")
                if word in models.enums:
                    return ("enum", word)
    return ("word", WORDS.get(text, "string")) if text not in models.classes else ("class", text)


def new_type(node, models):
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return new_type(ast.parse(node.value, mode="eval").body, models)
    if isinstance(node, ast.Subscript):
        head = ast.unparse(node.value).rsplit(".", 1)[-1]
        inner = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
        if head == "Optional":
            return new_type(inner[0], models)
        if head == "Union":
            kinds = [new_type(i, models) for i in inner]
            return next((k for k in kinds if k[0] == "enum"), kinds[0])
        if head.lower() == "list":
            return ("list", new_type(inner[0], models))
        if head.lower() == "dict":
            return ("map", new_type(inner[1], models))
    name = ast.unparse(node).rsplit(".", 1)[-1]
    if name in models.enums:
        return ("enum", name)
    if name in models.classes:
        return ("class", name)
    return ("word", {"datetime": "datetime", "date": "date"}.get(name, WORDS.get(name, "string")))


def walk(models, name, access, at, found, trail=()):
    """Collects place -> (type, access) for everything below a class; objects, lists and maps are places too."""
    for wire, (kind, own) in models.properties(name).items():
        place, seen = at, access
        parts = wire.replace("\\\\.", "\0").split(".")
        for part in parts[:-1]:
            place += "/" + part.replace("\0", ".")
            found.setdefault(place, ("object", "rw"))
        visit(models, kind, joined(seen, own), place + "/" + parts[-1].replace("\0", "."), found, trail)


def joined(outer, own):
    return own if outer == "rw" else "".join(letter for letter in "rw" if letter in outer and letter in own) or outer


def visit(models, kind, access, place, found, trail):
    sort, of = kind
    if sort == "list":
        if of[0] in ("class", "map"):
            found[place] = ("list", access)
            visit(models, of, access, place + "[]", found, trail)
        else:
            found[place] = (text_of(of) + "[]", access)
    elif sort == "map":
        found[place] = ("map", access)
        visit(models, of, access, place + "/*", found, trail)
    elif sort == "class" and models.properties(of) and of not in trail:
        found[place] = ("object", access)
        walk(models, of, access, place, found, trail + (of,))
    else:
        found[place] = (text_of(kind), access)


def text_of(kind):
    return "enum:" + kind[1] if kind[0] == "enum" else "object" if kind[0] == "class" else kind[1]


def collect(wheels):
    versions, places, values = [], {}, {}
    for release, wheel in wheels:
        models = Models(wheel)
        versions.append((models.version, release))
        for resource, name in ROOTS.items():
            if name not in models.classes:
                continue
            found = {}
            walk(models, name, "rw", "", found)
            for place, (kind, access) in found.items():
                entry = places.setdefault((resource, place), {"since": models.version, "access": access, "writable": ""})
                if "w" in access and not entry["writable"]:
                    entry["writable"] = models.version
                entry["kind"], entry["access"], entry["last"] = kind, access, models.version
                if kind.startswith("enum:"):
                    known = values.setdefault((resource, place), (models.version, {}))[1]
                    for value in models.enums[kind[5:].removesuffix("[]")]:
                        known.setdefault(value, models.version)
    newest = versions[-1][0]
    enums = named(places, values, versions[0][0])
    gone = sorted(key for key, entry in places.items() if entry["last"] != newest)
    if gone:
        print("not in", newest, "any more:", *gone, sep="\n  ")
    return versions, {key: entry for key, entry in places.items() if entry["last"] == newest}, enums


def named(places, values, first):
    """Enumerations are renamed from release to release, so their values are followed by place: a value that was there when
    the place first had an enumeration is as old as the place."""
    enums = {}
    for key, (began, known) in values.items():
        kind = places[key]["kind"]
        if kind.startswith("enum:"):
            words = enums.setdefault(kind[5:].removesuffix("[]"), {})
            for value, since in known.items():
                since = first if since == began else since
                words[value] = min(since, words.get(value, since))
    return enums


def write_table(versions, places, enums):
    first = versions[0][0]
    lines = [
        "# What each stable version of Microsoft.ContainerService knows. Facts read from the models of the Python package",
        "# " + PACKAGE + ", by tools/api_properties.py; do not edit, run that again.",
        "# version <api-version> <release that speaks it>",
        "# enum <name> <value>[@since] ...; without a date: as long as there is such a property",
        "# <resource> <place> <type> <access> [since] [writable since], tab-separated; without a date: " + first + " or before",
        "# a place names the members of objects after slashes, [] the elements of a list, * the keys of a map",
    ]
    lines += ["version\t%s\t%s" % entry for entry in versions]
    for name in sorted(enums):
        words = [value + ("" if since == first else "@" + since) for value, since in enums[name].items()]
        lines.append("enum\t%s\t%s" % (name, "\t".join(words)))
    for (resource, place), entry in sorted(places.items()):
        late = entry["writable"] if entry["writable"] != entry["since"] else ""
        since = entry["since"] if entry["since"] != first or late else ""
        lines.append("\t".join([resource, place, entry["kind"], entry["access"], since, late]).rstrip("\t"))
    TABLE.parent.mkdir(parents=True, exist_ok=True)
    TABLE.write_text("\n".join(lines) + "\n")
    return len(lines)


def write_tree(versions, places):
    """A member is what it holds: an object for a structure, "[]" for the elements of a list, "*" for any key, and "" for a
    value; "@" says since when a structure is known, and a value's text is that date."""
    first = versions[0][0]
    types = {}
    for (resource, place), entry in sorted(places.items()):
        node = types.setdefault(resource, {})
        steps = place.replace("[]", "/[]").strip("/").split("/")
        for step in steps[:-1]:
            node = node[step] if isinstance(node.get(step), dict) else node.setdefault(step, {})
        since = "" if entry["since"] == first else entry["since"]
        inner = any(key[0] == resource and (key[1].startswith(place + "/") or key[1].startswith(place + "[]"))
                    for key in places)
        node[steps[-1]] = ({"@": since} if since else {}) if inner else since
    top = {
        "source": "models of the Python package %s %s to %s, read by tools/api_properties.py" % (PACKAGE, versions[0][1], versions[-1][1]),
        "olderApiVersions": OLDER,
        "apiVersions": [version for version, _ in versions],
        "types": types,
    }
    TREE.parent.mkdir(parents=True, exist_ok=True)
    TREE.write_text(json.dumps(top, indent=1) + "\n")


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--wheels", help="a directory that holds the wheels already")
    directory = arguments.parse_args().wheels
    if not directory:
        directory = tempfile.mkdtemp()
        for release in RELEASES:
            subprocess.run([sys.executable, "-m", "pip", "download", "-q", "--no-deps", "-d", directory,
                            PACKAGE + "==" + release], check=True)
    wheels = []
    for release in RELEASES:
        found = sorted(pathlib.Path(directory).glob("*containerservice-%s-*.whl" % release))
        if not found:
            sys.exit("no wheel of %s %s in %s" % (PACKAGE, release, directory))
        wheels.append((release, found[0]))
    versions, places, enums = collect(wheels)
    lines = write_table(versions, places, enums)
    write_tree(versions, places)
    print("%d versions, %d places, %d lines" % (len(versions), len(places), lines))


if __name__ == "__main__":
    main()
