/** A policy document with these statements. */
export const policy = (...Statement: object[]) => ({ Version: '2012-10-17', Statement });

/** Makes roles that a service assumes, each with what it is granted, as resources of a template. */
export const rolesOf =
  (service: string) =>
  (name: string, ...grants: object[]) => ({
    Type: 'AWS::IAM::Role',
    Properties: {
      RoleName: name,
      AssumeRolePolicyDocument: policy({
        Effect: 'Allow',
        Principal: { Service: service },
        Action: 'sts:AssumeRole',
      }),
      Policies: [
        {
          PolicyName: 'grants',
          PolicyDocument: policy(...grants.map((grant) => ({ Effect: 'Allow', ...grant }))),
        },
      ],
    },
  });
