"""Gap: MiniStack makes no metrics of a function's log lines in CloudWatch's embedded metric format.

It judges alarms only when somebody calls PutMetricData. Here they are judged after each call of a function.
https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
"""

import json

from launcher.patching import name_in, wrap

CLOUDWATCH = "ministack.services.cloudwatch"
LAMBDA = "ministack.services.lambda_svc"


def install() -> None:
    record = name_in(CLOUDWATCH, "record_metric")
    judge = name_in(CLOUDWATCH, "_evaluate_all_alarms")

    def with_metrics(emit):
        def emit_lambda_logs(func, request_id, log_text, *args, **kwargs):
            emit(func, request_id, log_text, *args, **kwargs)
            for line in (log_text or "").splitlines():
                for metric in _metrics_in(line):
                    record(*metric)
            judge()

        return emit_lambda_logs

    wrap(LAMBDA, "_emit_lambda_logs", with_metrics)


def _metrics_in(line: str):
    """Yields namespace, name, value, unit and dimensions of each metric of a line, and of each set of dimensions."""
    try:
        root = json.loads(line)
        directives = root["_aws"]["CloudWatchMetrics"]
    except (ValueError, KeyError, TypeError):
        return
    for directive in directives:
        for names in directive["Dimensions"]:
            dimensions = {name: str(root[name]) for name in names}
            for metric in directive["Metrics"]:
                name = metric["Name"]
                yield directive["Namespace"], name, root[name], metric.get("Unit", "None"), dimensions
