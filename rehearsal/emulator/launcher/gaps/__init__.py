"""One module for each difference between MiniStack and AWS. Delete a module when its gap closes.

Every module has `install()`, which patches MiniStack by name through `launcher.patching`.
"""

from launcher.gaps import (
    alarm_dimensions,
    anonymous_edge_requests,
    assume_role_tags,
    asynchronous_invocations,
    build_connection,
    change_set_outputs,
    cloudformation_answers,
    cloudformation_events,
    dynamodb_point_in_time,
    ecr_missing_images,
    embedded_metrics,
    event_target_permission,
    exports_in_use,
    http_api_source_ip,
    log_stream_resource,
    messages_customer_key,
    principal_arn_of_role,
    route53_names,
    route53_refusals,
    s3_customer_key,
    s3_foreign_caller,
    s3_managed_key,
    s3_object_acl,
    s3_resource_account,
    scheduled_rules,
    secret_reference,
    ses_authorization,
    ses_identities,
    ses_identity_policy,
    ses_reply_to,
    several_resources,
    sns_publish_refusals,
    sns_redrive,
    sqs_batch_actions,
    sqs_receipt_handles,
    stack_output_region,
    topic_mail,
    via_service_of_roles,
)


def install() -> None:
    alarm_dimensions.install()
    anonymous_edge_requests.install()
    assume_role_tags.install()
    asynchronous_invocations.install()
    build_connection.install()
    change_set_outputs.install()
    cloudformation_answers.install()
    cloudformation_events.install()
    dynamodb_point_in_time.install()
    ecr_missing_images.install()
    embedded_metrics.install()
    event_target_permission.install()
    exports_in_use.install()
    http_api_source_ip.install()
    log_stream_resource.install()
    messages_customer_key.install()
    principal_arn_of_role.install()
    route53_names.install()
    route53_refusals.install()
    s3_customer_key.install()
    s3_foreign_caller.install()
    s3_managed_key.install()
    s3_object_acl.install()
    s3_resource_account.install()
    scheduled_rules.install()
    secret_reference.install()
    ses_authorization.install()
    ses_identities.install()
    ses_identity_policy.install()
    ses_reply_to.install()
    several_resources.install()
    sns_publish_refusals.install()
    sns_redrive.install()
    sqs_batch_actions.install()
    sqs_receipt_handles.install()
    stack_output_region.install()
    topic_mail.install()
    via_service_of_roles.install()
