import * as serviceSpec from '@aws-cdk/aws-service-spec';

// The library's template validator takes 1.3 s a process and runs in synth, where it belongs.
process.env['CDK_VALIDATION'] = 'false';

// A package makes it anew at each call, for 0.6 s. Test files share packages, so they share this, too.
const spec = serviceSpec as { loadAwsServiceSpecSync: (() => unknown) & { readonly once?: true } };
const { loadAwsServiceSpecSync: load } = spec;
if (load.once !== true) {
  let database: unknown;
  spec.loadAwsServiceSpecSync = Object.assign(() => (database ??= load()), { once: true as const });
}
