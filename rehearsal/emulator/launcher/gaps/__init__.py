"""One module per thing that MiniStack does differently from AWS. Delete one when its gap closes.

Every module has `install()`, which patches MiniStack by name through `launcher.patching`.
"""

from launcher.gaps import (
    anonymous_edge_requests,
    assume_role_tags,
    build_connection,
    dynamodb_point_in_time,
    event_target_permission,
    http_api_source_ip,
    log_stream_resource,
    messages_customer_key,
    principal_arn_of_role,
    s3_customer_key,
    s3_foreign_caller,
    s3_managed_key,
    s3_resource_account,
    ses_authorization,
    ses_identity_policy,
    ses_reply_to,
    sqs_batch_actions,
    stack_output_region,
    topic_mail,
)


def install() -> None:
    anonymous_edge_requests.install()
    assume_role_tags.install()
    build_connection.install()
    dynamodb_point_in_time.install()
    event_target_permission.install()
    http_api_source_ip.install()
    log_stream_resource.install()
    messages_customer_key.install()
    principal_arn_of_role.install()
    s3_customer_key.install()
    s3_foreign_caller.install()
    s3_managed_key.install()
    s3_resource_account.install()
    ses_authorization.install()
    ses_identity_policy.install()
    ses_reply_to.install()
    sqs_batch_actions.install()
    stack_output_region.install()
    topic_mail.install()
