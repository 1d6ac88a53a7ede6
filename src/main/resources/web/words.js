/** The words of the pages in the language that the server chose for this browser, by the English ones. */

export const language = document.documentElement.lang;

const CHOICE = 'cc_language';
const YEAR = 31536000;

async function load(name) {
  try {
    const answer = await fetch(new URL(`./i18n/${name}.json`, import.meta.url));
    return answer.ok ? await answer.json() : {};
  } catch (e) {
    return {}; // English then
  }
}

const words = await load(language);

/** @type {string[][]} languages that there are: their codes, and what they call themselves */
export const languages = (document.documentElement.dataset.languages || '').split(',').filter(Boolean).map((one) => one.split('='));

/**
 * @param {string} text English, with names in braces in the place of values
 * @param {Object} values texts, numbers, or parts of a page
 * @returns {string|Array} the text in the language of the page; an array where a value is a part of a page
 */
export function t(text, values) {
  const known = words[text] || text;
  if (!values) {
    return known;
  }
  const parts = known.split(/\{(\w+)\}/).map((part, i) => (i % 2 ? values[part] ?? '' : part));
  return parts.some((part) => typeof part === 'object') ? parts : parts.join('');
}

/**
 * Loads the page in another language, and all pages from now on.
 * @param {string} name
 */
export function chooseLanguage(name) {
  document.cookie = `${CHOICE}=${name}; path=/; max-age=${YEAR}; samesite=strict`;
  location.reload();
}
