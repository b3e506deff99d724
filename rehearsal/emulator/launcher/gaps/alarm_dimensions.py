"""Gap: MiniStack judges an alarm by all metrics of its name, whatever their dimensions.

An error of one function would raise the alarms of all. AWS takes the metric with exactly the alarm's dimensions:
https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_concepts.html#Dimension
"""

import sys
from types import FunctionType

from launcher.patching import name_in, wrap

CLOUDWATCH = "ministack.services.cloudwatch"


def install() -> None:
    key_of = name_in(CLOUDWATCH, "_dims_key")
    from_list = name_in(CLOUDWATCH, "_dims_from_list")
    metrics = name_in(CLOUDWATCH, "_metrics")

    def among_its_own(evaluate):
        def evaluate_alarm(alarm):
            key = key_of(from_list(alarm.get("Dimensions") or []))
            own = {metric: points for metric, points in list(metrics.items()) if metric[2] == key}
            # Their code over our selection. To replace their dictionary for a moment would lose what other threads record.
            names = {**vars(sys.modules[CLOUDWATCH]), "_metrics": own}
            return FunctionType(evaluate.__code__, names)(alarm)

        return evaluate_alarm

    wrap(CLOUDWATCH, "_evaluate_alarm", among_its_own)
