package lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;

/** The pages in Chromium. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PagesTest {
    private static final String LIVE = "document.querySelector('.live')?.textContent.startsWith('live')";

    private Browser browser;

    @BeforeEach
    void start() throws Exception {
        browser = new Browser();
    }

    @AfterEach
    void stop() {
        browser.close();
    }

    private void nothingIsWrong() {
        assertThat(browser.barriers()).isEmpty();
        assertThat(browser.console().stream().filter(line -> !line.contains("401")).toList()).isEmpty();
    }

    @Test
    @Order(1)
    void w01_w39_aLoginAWrongPasswordALogout() throws Exception {
        browser.size(1280, 800);
        browser.open("/board");
        assertThat(browser.driver.getCurrentUrl()).endsWith("/login?next=/board");
        assertThat(browser.barriers()).isEmpty();
        browser.picture("login");
        browser.one("#name").sendKeys("oli");
        browser.one("#password").sendKeys("wrong", Keys.ENTER);
        browser.until("document.querySelector('[role=alert]').textContent.includes('wrong')");
        nothingIsWrong();
        browser.login("oli");
        browser.until(LIVE);
        browser.driver.findElements(By.tagName("button")).stream()
                .filter(button -> button.getText().equals("Log out"))
                .findFirst()
                .orElseThrow()
                .click();
        browser.until("location.pathname === '/login'");
        browser.open("/board");
        assertThat(browser.driver.getCurrentUrl()).contains("/login");
    }

    @Test
    @Order(2)
    void w05_w08_w39_theBoardIsAccessibleBreaksNoPolicyAndAsksNobodyElse() throws Exception {
        browser.size(1440, 1000);
        browser.openDemo("/board");
        browser.until(LIVE);
        browser.until("document.querySelectorAll('.tile').length === 2");
        browser.until("document.querySelector('section.agents .state.talking') && document.querySelector('section.calls tbody tr')");
        for (String theme : List.of("light", "dark")) {
            browser.theme(theme);
            browser.picture(theme.equals("light") ? "board-busy" : "board-dark");
            nothingIsWrong();
        }
        assertThat(browser.requests()).isNotEmpty().allMatch(url -> url.startsWith(Browser.DEMO) || url.startsWith("data:"));
    }

    @Test
    @Order(3)
    void w22_w23_anAgentIsPausedAndReadyAgainByKeyboardAndAnotherSupervisorSeesIt() throws Exception {
        browser.size(1440, 1000);
        browser.login("oli");
        browser.until(LIVE);
        String row = "[...document.querySelectorAll('section.agents tbody tr')].find(r => r.cells[0].textContent.trim() === 'alice')";
        browser.until(row);
        browser.one("section.agents tbody button").click();
        browser.until("document.querySelector('.menu:popover-open')");
        browser.picture("board-menu");
        assertThat(browser.barriers()).isEmpty();
        browser.driver.switchTo().activeElement().sendKeys(Keys.ESCAPE);
        browser.until("!document.querySelector('.menu:popover-open')");
        menu(row, "Pause …");
        browser.picture("board-pause");
        assertThat(browser.barriers()).isEmpty();
        browser.one("#reason").sendKeys(Keys.chord(Keys.CONTROL, "a"), "training", Keys.ENTER);
        browser.until(row + ".textContent.includes('training')");
        try (Browser other = new Browser()) {
            other.login("vic");
            other.until(LIVE);
            other.until(row + ".textContent.includes('training')");
        }
        browser.until(row + ".querySelector('.paused')");
        nothingIsWrong();
        menu(row, "End pause");
        browser.until("!" + row + ".textContent.includes('training')");
    }

    /** Opens the menu of a row and chooses an entry, by keyboard alone. */
    private void menu(String row, String entry) {
        browser.driver.executeScript(row.replaceFirst("^", "(") + ").querySelector('button').focus()");
        browser.driver.switchTo().activeElement().sendKeys(Keys.ENTER);
        browser.until("document.querySelector('.menu:popover-open')");
        for (int i = 0; i < 8; i++) {
            var focused = browser.driver.switchTo().activeElement();
            if (focused.getText().equals(entry)) {
                focused.sendKeys(Keys.ENTER);
                return;
            }
            focused.sendKeys(Keys.ARROW_DOWN);
        }
        throw new AssertionError("no " + entry + " in " + browser.text(".menu"));
    }

    @Test
    @Order(4)
    void w25_aViewerIsOfferedNoCommandsAndSeesOnlyTheEndOfNumbers() throws Exception {
        browser.size(1440, 1000);
        browser.login("vic");
        browser.until(LIVE);
        browser.until("document.querySelector('section.agents tbody tr')");
        browser.one("section.agents tbody button").click();
        browser.until("document.querySelector('.menu:popover-open')");
        assertThat(browser.text(".menu")).doesNotContain("Log out", "Pause", "Release");
        Object status = browser.driver.executeAsyncScript("const done = arguments[0];"
                + "fetch('/web/me').then(r => r.json()).then(me => fetch('/web/mi', {method: 'POST',"
                + " headers: {'Content-Type': 'application/json', 'X-CC-Token': me.token},"
                + " body: JSON.stringify({jsonrpc: '2.0', id: 1, method: 'cc_agent_login', params: ['alice', 0]})}))"
                + ".then(r => done(r.status))");
        assertThat(status).isEqualTo(403L);
    }

    @Test
    @Order(5)
    void w28_nothingIsCutOrSidewaysOnAPhone() throws Exception {
        browser.size(320, 720);
        browser.openDemo("/board");
        browser.until(LIVE);
        browser.until("document.querySelectorAll('.tile').length === 2");
        for (String tab : List.of("Flows", "Calls", "Agents")) {
            browser.driver.findElements(By.cssSelector(".tabs button")).stream()
                    .filter(button -> button.getText().equals(tab))
                    .findFirst()
                    .orElseThrow()
                    .click();
            browser.picture("phone-" + tab.toLowerCase());
            assertThat(browser.ask("document.documentElement.scrollWidth - document.documentElement.clientWidth"))
                    .as(tab)
                    .isEqualTo(0L);
            assertThat(browser.ask("[...document.querySelectorAll('button, a, input, select')].filter(e => e.offsetParent"
                            + " && (e.offsetHeight < 24 || e.offsetWidth < 24)).length"))
                    .as("small targets: %s", tab)
                    .isEqualTo(0L);
        }
        nothingIsWrong();
    }

    @Test
    @Order(6)
    void w27_w39_theWallIsReadFromThreeMeters() throws Exception {
        browser.login("wally");
        browser.until("location.pathname === '/wall'");
        browser.openDemo("/wall");
        for (int[] size : new int[][] {{1920, 1080}, {3840, 2160}}) {
            browser.size(size[0], size[1]);
            browser.until("document.querySelectorAll('.wall li').length === 2");
            assertThat((Double) number("Math.min(...[...document.querySelectorAll('.wall .large dd')]"
                            + ".map(e => parseFloat(getComputedStyle(e).fontSize))) / innerHeight"))
                    .isGreaterThanOrEqualTo(0.06);
            assertThat((Double) number("Math.min(...[...document.querySelectorAll('.wall dt')]"
                            + ".map(e => parseFloat(getComputedStyle(e).fontSize))) / innerHeight"))
                    .isGreaterThanOrEqualTo(0.0259);
        }
        browser.size(1920, 1080);
        browser.theme("dark");
        browser.picture("wall");
        assertThat(browser.barriers()).isEmpty();
        browser.openDemo("/wall?per=1&rotate=5s");
        browser.until("document.querySelector('footer button')");
        browser.one("footer button").click();
        browser.until("document.querySelector('footer button').textContent === 'Turn pages'");
        assertThat(browser.console()).isEmpty();
    }

    private Object number(String expression) {
        Object value = browser.ask(expression);
        return value instanceof Number number ? number.doubleValue() : value;
    }

    @Test
    @Order(7)
    void w12_aChangeIsOnTheScreenSoon() throws Exception {
        browser.openDemo("/board");
        browser.until(LIVE);
        browser.until("performance.getEntriesByName('drawn').length > 5");
        Object slow = browser.ask("(() => { const t = performance.getEntriesByName('drawn').map(m =>"
                + " performance.timeOrigin + m.startTime - m.detail).sort((a, b) => a - b); return t[Math.floor(t.length * 0.5)]; })()");
        assertThat(((Number) slow).doubleValue()).isLessThan(1000);
    }

    @Test
    @Order(8)
    void w26_anAlarmIsAWordASignAndAColorAndComesFirst() throws Exception {
        int port;
        try (java.net.DatagramSocket socket = new java.net.DatagramSocket(0)) {
            port = socket.getLocalPort();
        }
        String music = "\"message_queue\":\"sip:music@127.0.0.1:" + port + "\"";
        Center.send("cc_flow_set", "{\"flow_id\":\"claims\",\"skill\":\"claims\"," + music + "}");
        Center.send("cc_agent_set", "{\"agent_id\":\"erin\",\"location\":\"sip:erin@127.0.0.1:9\",\"skills\":\"claims\",\"logstate\":1}");
        Center.send("cc_agent_login", "[\"erin\",1]");
        Center.send("cc_agent_pause", "[\"erin\",\"lunch\"]");
        browser.size(1440, 900);
        browser.login("oli");
        browser.until(LIVE);
        try (Phone player = Phone.answers(port, 10);
                Phone callers = Phone.waits(Center.SIP, "claims", 8)) {
            browser.until("document.querySelectorAll('section.calls tbody tr').length >= 5");
            Center.send("cc_agent_login", "[\"erin\",0]");
            browser.until("document.querySelector('.tile.alarm')?.textContent.includes('claims')");
            assertThat(browser.text(".tile")).contains("claims", "▲", "Alarm");
            browser.picture("board-alarm");
            nothingIsWrong();
        }
    }
}
