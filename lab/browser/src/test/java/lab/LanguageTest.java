package lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Cookie;

/** W40: the pages in other languages, two of which nobody speaks: one is 40 % longer, one runs from right to left. */
class LanguageTest {
    private static final String LIVE = "['live', 'liveëë'].some(w => document.querySelector('.live')?.textContent.startsWith(w))"
            + " || document.documentElement.dir === 'rtl' && /\\d:\\d\\d/.test(document.querySelector('.live')?.textContent)";

    /** Texts that reach over the edge of the window, or are cut by the box around them. */
    private static final String CUT = "[...document.querySelectorAll('body *')].filter(e => e.offsetParent && !e.closest('.unseen, option, svg, .wide, thead')"
            + " && [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim()))"
            + ".filter(e => { const range = document.createRange(); range.selectNodeContents(e); const box = range.getBoundingClientRect();"
            + " const hidden = (() => { for (let up = e; up && up !== document.body; up = up.parentElement) { const over = getComputedStyle(up).overflowX;"
            + " if (over === 'hidden' || over === 'clip') { return up.getBoundingClientRect(); } } return null; })();"
            + " return box.width && (box.left < -1 || box.right > innerWidth + 1 || hidden && (box.left < hidden.left - 1 || box.right > hidden.right + 1 || box.bottom > hidden.bottom + 1)); })"
            + ".map(e => e.tagName + '.' + e.className + ': ' + e.textContent.trim().slice(0, 60))";

    /** Words of figures that go on in the next line, where nothing says that they may be divided. */
    private static final String BROKEN = "[...document.querySelectorAll('.totals dt, .totals dd, .figures dt')].filter(e => e.offsetParent).flatMap(e => {"
            + " const found = []; const walker = document.createTreeWalker(e, NodeFilter.SHOW_TEXT);"
            + " while (walker.nextNode()) { const node = walker.currentNode; for (const word of node.data.matchAll(/\\S+/g)) {"
            + " const range = document.createRange(); range.setStart(node, word.index); range.setEnd(node, word.index + word[0].length);"
            + " if (!word[0].includes('\\u00ad') && range.getClientRects().length > 1) { found.push(word[0]); } } } return found; })";

    private Browser browser;

    @BeforeEach
    void start() throws Exception {
        browser = new Browser();
    }

    @AfterEach
    void stop() {
        browser.close();
    }

    private void speak(String language) {
        browser.driver.manage().addCookie(new Cookie.Builder("cc_language", language).path("/").build());
    }

    private void nothingIsCut(String what) {
        assertThat((List<?>) browser.ask(CUT)).as(what).isEmpty();
        assertThat(browser.ask("document.documentElement.scrollWidth - document.documentElement.clientWidth"))
                .as(what)
                .isEqualTo(0L);
    }

    @Test
    void w40_nothingIsCutWhereWordsAreLongerOrRunTheOtherWay() throws Exception {
        browser.login("ada");
        for (String language : List.of("eo", "he")) {
            speak(language);
            for (String path : List.of("/board", "/records#reports", "/records#calls", "/displays", "/admin#flows", "/admin#agents",
                    "/admin#reload", "/admin#users", "/admin#system")) {
                for (int width : new int[] {1280, 320}) {
                    String what = language + " " + path + " " + width;
                    browser.size(width, 900);
                    browser.open(path);
                    browser.driver.navigate().refresh();
                    browser.until(LIVE);
                    assertThat(browser.ask("document.documentElement.lang")).isEqualTo(language);
                    nothingIsCut(what);
                }
            }
            assertThat(browser.ask("document.documentElement.dir")).isEqualTo(language.equals("he") ? "rtl" : "ltr");
            browser.size(1280, 900);
            browser.open("/board");
            browser.until(LIVE);
            browser.picture("language-" + (language.equals("he") ? "turned" : "longer"));
            assertThat(browser.barriers()).isEmpty();
            for (int[] size : new int[][] {{1920, 1080}, {3840, 2160}}) {
                browser.size(size[0], size[1]);
                browser.open("/wall?per=12");
                browser.until(LIVE);
                browser.until("document.querySelector('.wall li')");
                nothingIsCut(language + " wall " + size[1]);
            }
        }
        assertThat(browser.console()).isEmpty();
    }

    @Test
    void w40_theDeskAndTheLoginInTheOtherLanguages() throws Exception {
        for (String language : List.of("eo", "he")) {
            Center.send("cc_flow_set", "{\"flow_id\":\"tongues\",\"skill\":\"tongues\",\"message_queue\":\"sip:music@127.0.0.1:9\"}");
            Center.send("cc_agent_set", "{\"agent_id\":\"tess\",\"location\":\"sip:tess@127.0.0.1:9\",\"skills\":\"tongues\",\"logstate\":1}");
            browser.login("tess");
            speak(language);
            for (int width : new int[] {1280, 320}) {
                browser.size(width, 900);
                browser.open("/desk");
                browser.until(LIVE);
                browser.until("document.querySelector('.me .state')");
                nothingIsCut(language + " desk " + width);
            }
            assertThat(browser.barriers()).isEmpty();
            browser.open("/login");
            nothingIsCut(language + " login");
        }
    }

    @Test
    void w40_theLanguageIsChosenAtTheTopAndStays() throws Exception {
        browser.size(1440, 1000);
        browser.openDemo("/board");
        browser.until(LIVE);
        assertThat(browser.ask("document.documentElement.lang")).isEqualTo("en");
        browser.driver.executeScript("const s = document.querySelector('header select'); s.value = 'de'; s.dispatchEvent(new Event('change'))");
        browser.until("document.documentElement.lang === 'de' && document.querySelectorAll('.tile').length === 2");
        assertThat(browser.text("main")).contains("Wartende Anrufe", "Agenten", "Längste Wartezeit").doesNotContain("Waiting calls");
        browser.picture("board-german");
        assertThat(browser.barriers()).isEmpty();
        for (int width : new int[] {1440, 1280, 1024, 320}) {
            browser.size(width, 1000);
            assertThat((List<?>) browser.ask(BROKEN)).as("German, %d", width).isEmpty();
        }
        browser.openDemo("/records");
        browser.until("document.querySelector('h2')?.textContent === 'Berichte'");
        browser.until("document.querySelector('thead')?.textContent.includes('eingegangen')");
        assertThat(browser.text("thead")).doesNotContain("arrived", "answered", "abandoned");
        browser.driver.executeScript("const s = document.querySelector('header select'); s.value = 'en'; s.dispatchEvent(new Event('change'))");
        browser.until("document.documentElement.lang === 'en'");
        browser.openDemo("/board");
        browser.until("document.querySelectorAll('.tile').length === 2");
        for (int width : new int[] {1440, 1280, 1024, 320}) {
            browser.size(width, 1000);
            assertThat((List<?>) browser.ask(BROKEN)).as("English, %d", width).isEmpty();
        }
        assertThat(browser.console()).isEmpty();
    }
}
