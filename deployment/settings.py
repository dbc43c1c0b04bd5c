"""Finds settings that the files of deployment/ name and the program does not have.

    python deployment/settings.py FOLDER    # of the repository

A setting of ours must be a key of src/docs/configuration.md, which a test keeps equal to those of the program. One of Quarkus
must be set or named in application.yaml or that page. In comments, too.
"""

import pathlib
import re
import sys

root = pathlib.Path(sys.argv[1])
page = (root / "src/docs/configuration.md").read_text()
yaml = (root / "src/main/resources/application.yaml").read_text()


def environment(key):
    """The pattern of the environment names of a key; <name> is any."""
    parts = [re.sub(r"[^A-Za-z0-9]", "_", part).upper() for part in key.split("<name>")]
    return re.compile("[A-Z0-9_]+".join(parts))


ours = re.findall(r"^\| `(quartermaster\.[^`]+)` \|", page, re.MULTILINE)
known = [environment(key) for key in ours]
named = set(re.findall(r"\bQUARKUS_[A-Z0-9_]+[A-Z0-9]\b", page)) | {"QUARKUS_DATASOURCE_REACTIVE_MAX_SIZE"}
if not re.search(r"reactive:\n(?:\s+#[^\n]*\n)*\s+max-size:", yaml):
    named.discard("QUARKUS_DATASOURCE_REACTIVE_MAX_SIZE")
# Of the start script, of compose.yaml, and of the scripts, not of the program.
others = {"QUARTERMASTER_DOCKERFILE"}

wrong = []
files = [
    file
    for folder in ("lambda", "docker", "kubernetes", "prometheus", "grafana")
    for file in sorted((root / "deployment" / folder).rglob("*"))
    if file.is_file() and file.suffix != ".json"
] + [root / "deployment" / name for name in ("compose.yaml", "migrate.sh", "README.md")]
count = 0
for file in files:
    text = file.read_text()
    for name in sorted(set(re.findall(r"\bQUARTERMASTER_[A-Z0-9_]*[A-Z0-9]\b", text)) - others):
        count += 1
        if not any(pattern.fullmatch(name) for pattern in known):
            wrong.append(f"{file}: {name} is no key of configuration.md")
    for name in sorted(set(re.findall(r"\bQUARKUS_[A-Z0-9_]*[A-Z0-9]\b", text))):
        count += 1
        if name not in named:
            wrong.append(f"{file}: {name} is named neither in configuration.md nor in application.yaml")
    for name in sorted(set(re.findall(r"(?<!dev\.)\bquartermaster\.[a-z0-9.-]*[a-z0-9]\b", text))):
        if name in ("quartermaster.jsa", "quartermaster.aot", "quartermaster.yaml"):
            continue
        count += 1
        if not any(pattern.fullmatch(environment(name).pattern) for pattern in known):
            wrong.append(f"{file}: {name} is no key of configuration.md")
if count < 20:
    wrong.append(f"only {count} settings were found in {len(files)} files: the search is wrong")
print("\n".join(wrong))
sys.exit(1 if wrong else 0)
