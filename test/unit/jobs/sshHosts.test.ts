import { expect, test } from 'vitest';
import { sshHosts } from '../../../src/core/jobs/sshHosts.ts';

test('the hosts that can be named are offered once each, and patterns are not', () => {
  const config = [
    '# Host commented',
    'Host lab',
    '  HostName lab.example',
    'host=login "gpu box" !not *.example wild?',
    '\tHost cluster lab   # the old one',
    'HostKeyAlgorithms ssh-ed25519',
    'Match host elsewhere',
    'Host -oProxyCommand=evil',
    'Host *',
  ].join('\r\n');
  expect(sshHosts(config)).toEqual(['lab', 'login', 'gpu', 'box', 'cluster']);
});

test('without a configuration there is no host', () => {
  expect(sshHosts('')).toEqual([]);
});
