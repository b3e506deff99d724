/**
 * Runs in the console's page before its own code. Milliseconds from when the runner emitted an event to the frame
 * that shows it are collected in `window.delays`: the first frame after the page has changed, which it does a
 * moment after the event is there. Events from before the page was opened do not count.
 */
(() => {
  const shown = ['action-started', 'action-progress', 'action-ended', 'execution-started'];
  const opened = Date.now();
  let arrived = [];
  window.delays = [];
  window.EventSource = class extends window.EventSource {
    constructor(...args) {
      super(...args);
      this.addEventListener('message', ({ data }) => {
        const { type, at } = JSON.parse(data);
        const emitted = Date.parse(at);
        if (shown.includes(type) && emitted > opened) arrived.push(emitted);
      });
    }
  };
  new MutationObserver(() => {
    const drawn = arrived;
    arrived = [];
    if (drawn.length === 0) return;
    requestAnimationFrame(() => {
      // After the frame's own work: what it draws is on the screen.
      setTimeout(() => window.delays.push(...drawn.map((emitted) => Date.now() - emitted)));
    });
  }).observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
})();
