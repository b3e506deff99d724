// The library's template validator takes 1.3 s a process and runs in synth, where it belongs.
process.env['CDK_VALIDATION'] = 'false';
