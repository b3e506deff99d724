import { Duration, Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { IEmailIdentity } from 'aws-cdk-lib/aws-ses';
import {
  AwsCustomResource,
  AwsCustomResourcePolicy,
  type AwsSdkCall,
  PhysicalResourceId,
} from 'aws-cdk-lib/custom-resources';
import { Construct } from 'constructs';
import type { EmailAddress } from '../../types/branded';
import { functionRole } from '../../functions/function-role';

export interface SendingPolicyProps {
  readonly identity: IEmailIdentity;
  /** The domain or address that it is of. */
  readonly identityName: string;
  /** The one `From` of the identity. */
  readonly sender: EmailAddress;
  /** Name of the only role that sends. The role may be created later. */
  readonly roleName: string;
}

/** Name of the policy. */
const POLICY_NAME = 'waypost-sender';

/** CloudFormation would wait an hour for a function that hangs. */
const TIMEOUT = Duration.minutes(2);

/**
 * Denies sending from an identity to everybody except one role, and to that role with any sender
 * except one, whatever other policies of the account allow. CloudFormation has no resource for it
 * (aws-cloudformation/cloudformation-coverage-roadmap#1576, open), so one of CDK's functions calls
 * SES's API. docs/adr/0016 has what is known of such a policy.
 */
export class SendingPolicy extends Construct {
  constructor(scope: Construct, id: string, props: SendingPolicyProps) {
    super(scope, id);
    const { identity, identityName } = props;
    const stack = Stack.of(this);
    const resource = stack.formatArn({
      service: 'ses',
      resource: 'identity',
      resourceName: identityName,
    });
    const named = { EmailIdentity: identityName, PolicyName: POLICY_NAME };
    const call = (action: string, parameters: object = named): AwsSdkCall => ({
      service: 'SESv2',
      action,
      parameters,
      physicalResourceId: PhysicalResourceId.of(`${identityName}/${POLICY_NAME}`),
    });
    const content = { ...named, Policy: JSON.stringify(this.document(resource, props)) };
    const { role, logGroup } = functionRole(this, { retention: RetentionDays.TWO_WEEKS });
    // Named after its identity, so that a new identity is a new resource: it has no policy yet to
    // update. The creation fails if somebody else has made a policy with that name.
    new AwsCustomResource(this, `Of ${identityName}`, {
      resourceType: 'Custom::SesIdentityPolicy',
      onCreate: call('createEmailIdentityPolicy', content),
      onUpdate: call('updateEmailIdentityPolicy', content),
      onDelete: {
        ...call('deleteEmailIdentityPolicy'),
        ignoreErrorCodesMatching: '^NotFoundException$',
      },
      policy: AwsCustomResourcePolicy.fromStatements([
        // SESv2, because PutIdentityPolicy of the first API takes no resource in IAM.
        new PolicyStatement({
          actions: [
            'ses:CreateEmailIdentityPolicy',
            'ses:UpdateEmailIdentityPolicy',
            'ses:DeleteEmailIdentityPolicy',
          ],
          resources: [resource],
        }),
      ]),
      role,
      logGroup,
      timeout: TIMEOUT,
      serviceTimeout: TIMEOUT,
      // The runtime's own SDK is enough, and needs no access to the internet.
      installLatestAwsSdk: false,
    }).node.addDependency(identity);
  }

  private document(Resource: string, { sender, roleName }: SendingPolicyProps) {
    const deny = (Sid: string, Condition: object) => ({
      Sid,
      Effect: 'Deny',
      Principal: { AWS: '*' },
      Action: 'ses:Send*',
      Resource,
      Condition,
    });
    const { account, partition } = Stack.of(this);
    const role = `arn:${partition}:iam::${account}:role/${roleName}`;
    return {
      Version: '2012-10-17',
      Statement: [
        deny('OnlyAsTheSender', { StringNotLike: { 'ses:FromAddress': sender } }),
        deny('OnlyByTheRole', {
          ArnNotEquals: { 'aws:PrincipalArn': role },
          // A negated operator matches a missing key: if SES did not say who calls, nobody could
          // send.
          Null: { 'aws:PrincipalArn': false },
        }),
      ],
    };
  }
}
