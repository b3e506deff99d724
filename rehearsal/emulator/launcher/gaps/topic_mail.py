"""Gap: a topic's mails to its subscribers are only logged, without their text. Nobody can see them.

https://docs.aws.amazon.com/sns/latest/dg/sns-email-notifications.html
"""

import time
import uuid

from launcher.patching import name_in, wrap

SENDER = "AWS Notifications <no-reply@sns.amazonaws.com>"

# (account, region, mail), each mail in the form of MiniStack's SES.
SENT: list[tuple[str, str, dict]] = []


def install() -> None:
    topic_of = name_in("ministack.services.sns", "_topic_by_arn_any_scope")
    text_for = name_in("ministack.services.sns", "_resolve_message_for_protocol")
    admits = name_in("ministack.services.sns", "_matches_filter_policy")

    def make(fan_out):
        def mail_as_well(topic_arn, msg_id, message, subject, structure="", attributes=None, **more):
            fan_out(topic_arn, msg_id, message, subject, structure, attributes, **more)
            _, _, _, region, account, _ = topic_arn.split(":")
            text = text_for(message, structure, "email")
            for one in (topic_of(topic_arn) or {}).get("subscriptions", []):
                if one.get("protocol") != "email" or not one.get("confirmed"):
                    continue
                if admits(one, attributes or {}, text):
                    SENT.append((account, region, _mail(topic_arn, one["endpoint"], subject, text)))

        return mail_as_well

    wrap("ministack.services.sns", "_fanout", make)


def _mail(topic_arn: str, to: str, subject: str, text: str) -> dict:
    return {
        "MessageId": str(uuid.uuid4()),
        "Source": SENDER,
        "To": [to],
        "CC": [],
        "BCC": [],
        "Subject": subject or "AWS Notification Message",
        "BodyText": text,
        "BodyHtml": "",
        "Timestamp": time.time(),
        "Topic": topic_arn,
    }
