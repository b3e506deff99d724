import { render } from 'preact';
import { SAVED_RUN, type SavedRun } from '../saved-run/saved-run';
import { Console } from './console';
import { liveBackend } from './live-backend';
import { savedBackend } from './saved-backend';

const saved = document.getElementById(SAVED_RUN)?.textContent;
const backend = saved === undefined ? liveBackend : savedBackend(JSON.parse(saved) as SavedRun);
const root = document.getElementById('app');
if (root) render(<Console backend={backend} />, root);
