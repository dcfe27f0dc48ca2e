// The first script of the editor's page: the program waits until config.json is here and all of ours is told to it.
'use strict';
window.CMS_MANUAL_INIT = true;

document.addEventListener('DOMContentLoaded', async () => {
  const config = await (await fetch('config.json', { cache: 'no-cache' })).json();
  window.loopEditor.forEach((prepare) => prepare(window.CMS, config));
  window.CMS.init({ config });
});

// What the other scripts add: functions that take the program and its configuration.
window.loopEditor = [];
