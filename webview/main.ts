import { connectHost } from './host.ts';
import { startPage } from './page.ts';

const root = document.getElementById('skillmix');
if (root !== null) startPage(root, connectHost());
