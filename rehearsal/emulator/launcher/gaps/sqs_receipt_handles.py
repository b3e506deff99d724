"""Gap: a used receipt handle gets the same answer as one that never existed.

On AWS, deleting a message again succeeds, and hiding a deleted one is refused. Recorded on AWS, in
https://github.com/localstack/localstack/blob/main/tests/aws/services/sqs/test_sqs.py
"""

from launcher.patching import name_in, wrap

SQS = "ministack.services.sqs"

_Refusal = name_in(SQS, "_Err")
_INVALID = "ReceiptHandleIsInvalid"

_given: set[str] = set()


def install() -> None:
    wrap(SQS, "_collect_msgs", _remembering)
    handlers = name_in(SQS, "_HANDLERS")
    handlers["DeleteMessage"] = _answering(handlers["DeleteMessage"], _is_deleted)
    change = "ChangeMessageVisibility"
    handlers[change] = _answering(handlers[change], _cannot_be_hidden)
    handlers["DeleteMessageBatch"] = _deleting_batches(handlers["DeleteMessageBatch"])


def _remembering(collect):
    def collect_and_remember(*given):
        messages = collect(*given)
        _given.update(message["receipt_handle"] for message in messages)
        return messages

    return collect_and_remember


def _answering(perform, about_spent):
    def answer(data, queue_url):
        try:
            return perform(data, queue_url)
        except _Refusal as refusal:
            handle = data.get("ReceiptHandle", "")
            if refusal.code != _INVALID:
                raise
            if handle in _given:
                return about_spent(handle)
            message = f'The input receipt handle "{handle}" is not a valid receipt handle.'
            raise _Refusal(_INVALID, message) from refusal

    return answer


def _is_deleted(_handle: str) -> dict:
    return {}


def _cannot_be_hidden(handle: str) -> dict:
    raise _Refusal(
        "InvalidParameterValue",
        f"Value {handle} for parameter ReceiptHandle is invalid. Reason: Message does not exist "
        "or is not available for visibility timeout change.",
    )


def _deleting_batches(perform):
    def delete(data, queue_url):
        handles = {entry.get("Id"): entry.get("ReceiptHandle") for entry in data.get("Entries", [])}
        result = perform(data, queue_url)
        spent = [entry for entry in result["Failed"] if handles[entry["Id"]] in _given]
        return {
            "Successful": result["Successful"] + [{"Id": entry["Id"]} for entry in spent],
            "Failed": [entry for entry in result["Failed"] if entry not in spent],
        }

    return delete
