/** Type that is only recorded -> what does not work, and why. Only AWS can show it. */
export const RECORDED_REASONS: Readonly<Record<string, string>> = {
  'AWS::Backup::RestoreTestingPlan': 'No schedule runs here, so no restore is tested.',
  'AWS::Backup::RestoreTestingSelection': 'No schedule runs here, so no restore is tested.',
  'AWS::CE::AnomalyMonitor': 'Nothing costs money here.',
  'AWS::CE::AnomalySubscription': 'Nothing costs money here.',
  'AWS::CodeCommit::Repository': 'A folder of this machine stands for the repository.',
  'AWS::CodeConnections::Connection':
    'The source is the local origin. The right to use the connection is checked all the same.',
  'AWS::CodePipeline::Webhook': 'A push to the local repository starts the pipeline.',
  'AWS::CodeStarConnections::Connection':
    'The source is the local origin. The right to use the connection is checked all the same.',
  'AWS::EC2::EIP': 'No network is emulated: nothing is reached at the address.',
  'AWS::EC2::NatGateway': 'No network is emulated: functions reach what this machine reaches.',
  'AWS::Logs::Delivery': 'Access logs of CloudFront and of the API are not written.',
  'AWS::Logs::DeliveryDestination': 'Access logs of CloudFront and of the API are not written.',
  'AWS::Logs::DeliverySource': 'Access logs of CloudFront and of the API are not written.',
  'AWS::Logs::QueryDefinition': 'A saved query; nothing runs it.',
  'AWS::Route53::DNSSEC': 'No resolver validates the emulated zone.',
  'AWS::Route53::KeySigningKey': 'No resolver validates the emulated zone.',
};
