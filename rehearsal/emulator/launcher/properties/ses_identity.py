"""Easy DKIM of an SES identity: the tokens that the stack writes into DNS records. And its MAIL FROM
domain. Its records count as seen at once, like those of DKIM."""

import hashlib

from launcher.patching import name_in
from launcher.resource_types import after_change


def install() -> None:
    identities = name_in("ministack.services.ses_v2", "_identities")
    account_id = name_in("ministack.core.responses", "get_account_id")
    region_name = name_in("ministack.core.responses", "get_region")

    def remember_mail_from(identity, props):
        mail_from = (props.get("MailFromAttributes") or {}).get("MailFromDomain")
        if mail_from:
            identities[identity]["MailFromAttributes"].update(
                MailFromDomain=mail_from, MailFromDomainStatus="SUCCESS"
            )

    def give_dkim_tokens(identity, _props):
        if "@" in identity:
            return {}
        seed = f"{account_id()}/{region_name()}/{identity}"
        tokens = [hashlib.sha256(f"{seed}/{n}".encode()).hexdigest()[:32] for n in (1, 2, 3)]
        dkim = identities[identity]["DkimAttributes"]
        dkim.update(Tokens=tokens, SigningEnabled=True, Status="SUCCESS")
        attributes = {}
        for number, token in enumerate(tokens, start=1):
            attributes[f"DkimDNSTokenName{number}"] = f"{token}._domainkey.{identity}"
            attributes[f"DkimDNSTokenValue{number}"] = f"{token}.dkim.amazonses.com"
        return attributes

    after_change("AWS::SES::EmailIdentity", give_dkim_tokens)
    after_change("AWS::SES::EmailIdentity", remember_mail_from)
