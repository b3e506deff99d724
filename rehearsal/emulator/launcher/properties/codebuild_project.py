"""The logs of a build project."""

from launcher.patching import name_in, wrap
from launcher.resource_types import after_change

CODEBUILD = "ministack.services.codebuild"


def install() -> None:
    projects = name_in(CODEBUILD, "_projects")

    def remember_logs(name, props):
        logs = (props.get("LogsConfig") or {}).get("CloudWatchLogs")
        if logs is None:
            projects[name].pop("logsConfig", None)
            return
        names = {"Status": "status", "GroupName": "groupName", "StreamName": "streamName"}
        told = {names[key]: value for key, value in logs.items()}
        projects[name]["logsConfig"] = {"cloudWatchLogs": told}

    def make(shape):
        return lambda project: {**shape(project), "logsConfig": project.get("logsConfig", {})}

    after_change("AWS::CodeBuild::Project", remember_logs)
    wrap(CODEBUILD, "_project_shape", make)
