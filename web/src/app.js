// Own script of the pages: everything works without it.
//
// Not here: behaviour a form or a link has by itself. The one decision to know: all listeners for
// htmx stand here, so that another version of htmx changes this file and nothing else.
'use strict';

const live = () => document.getElementById('live');

// Selects and dates of a filter send the form at once; the button stays for those without a script.
document.addEventListener('change', (event) => {
  const form = event.target.closest('form[data-auto]');
  if (form) form.requestSubmit();
});

// A form is sent once, however often the button is pressed.
document.addEventListener('submit', (event) => {
  const form = event.target;
  if (form.method !== 'post' || event.defaultPrevented) return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = 'yes';
  window.addEventListener('pageshow', () => delete form.dataset.sent, { once: true });
});

// What changed is said aloud by those who read with a screen reader.
document.addEventListener('htmx:afterSwap', (event) => {
  const words = event.target.querySelector?.('[data-live]') ?? document.querySelector('[data-live]');
  if (words && live()) live().textContent = words.textContent;
});

// An answer that is not a page of this program (sign-in, error) replaces the page.
document.addEventListener('htmx:responseError', () => window.location.reload());

// On a phone the head scrolls sideways: the section one is in should be seen.
for (const current of document.querySelectorAll('.sections [aria-current], .tabs [aria-current]')) {
  current.scrollIntoView({ inline: 'center', block: 'nearest' });
}

for (const button of document.querySelectorAll('[data-print]')) {
  button.hidden = false;
  button.addEventListener('click', () => window.print());
}
