"""Gap: the record of a sent mail has no Reply-To. The inbox page shows it."""

from launcher.patching import name_in, wrap

SES = "ministack.services.ses"


def install() -> None:
    collect = name_in(SES, "_collect_list")
    sent = name_in(SES, "_sent_emails_list")

    def make(send):
        def send_and_note_reply_to(params):
            response = send(params)
            if response[0] == 200:
                sent()[-1]["ReplyTo"] = collect(params, "ReplyToAddresses.member")
            return response

        return send_and_note_reply_to

    for name in ("_send_email", "_send_templated_email"):
        wrap(SES, name, make)
