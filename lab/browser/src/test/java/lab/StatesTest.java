package lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.DatagramSocket;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Pages without a connection, with a wrong clock, in forced colors; and a board that says what the commands say. */
class StatesTest {
    private static final String LIVE = "document.querySelector('.live')?.textContent.startsWith('live')";

    private Browser browser;

    @BeforeEach
    void start() throws Exception {
        browser = new Browser();
        browser.size(1280, 900);
    }

    @AfterEach
    void stop() {
        browser.close();
    }

    private void inEachTheme(String what) {
        for (String theme : List.of("light", "dark")) {
            browser.theme(theme);
            assertThat(browser.barriers()).as("%s %s", what, theme).isEmpty();
        }
        browser.driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "forced-colors", "value", "active"))));
        // Which colors those are is the user's choice: whether they can be told apart is not ours.
        assertThat(browser.barriers().stream().filter(line -> !line.startsWith("color-contrast")).toList())
                .as("%s, forced colors", what)
                .isEmpty();
        browser.driver.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("features", List.of()));
    }

    @Test
    void w19_w39_withoutAConnectionThePageSaysSoOffersNothingAndGoesOnByItself() throws Exception {
        Relay wire = new Relay(Browser.BASE);
        browser.login(wire.url(), "oli");
        browser.until(LIVE);
        browser.until("document.querySelector('section.agents tbody tr')");
        browser.driver.executeScript("window.same = 'page'");
        long cut = System.nanoTime();
        wire.cut(true);
        browser.until("document.querySelector('.banner.bad')?.textContent.includes('connection is lost')");
        assertThat((System.nanoTime() - cut) / 1_000_000_000).isLessThanOrEqualTo(15);
        assertThat(browser.ask("getComputedStyle(document.querySelector('main')).filter")).isEqualTo("grayscale(1)");
        assertThat(browser.ask("document.querySelector('[role=status]').textContent.includes('lost')")).isEqualTo(true);
        browser.one("section.agents tbody button").click();
        browser.until("document.querySelector('.menu:popover-open')");
        assertThat(browser.text(".menu")).doesNotContain("Log out", "Log in", "Pause", "Release");
        browser.driver.executeScript("document.querySelector('.menu').hidePopover()");
        inEachTheme("lost");
        browser.picture("board-lost");
        wire.cut(false);
        browser.until(LIVE);
        assertThat(browser.ask("window.same")).isEqualTo("page");
        inEachTheme("live");
        browser.driver.get("about:blank");
        wire.close();
    }

    @Test
    void w39_eachPageInEachTheme() throws Exception {
        browser.login("ada");
        for (String path : List.of("/board", "/wall", "/records", "/displays", "/admin")) {
            browser.open(path);
            browser.until(LIVE);
            inEachTheme(path);
        }
        browser.driver.manage().deleteAllCookies();
        for (String path : List.of("/login", "/pair")) {
            browser.open(path);
            inEachTheme(path);
        }
        browser.login("carol");
        browser.until(LIVE);
        inEachTheme("/desk");
    }

    @Test
    void w39_widerLettersAndLinesCutNothing() throws Exception {
        browser.login("ada");
        browser.size(320, 900);
        for (String path : List.of("/board", "/records", "/displays", "/admin")) {
            browser.open(path);
            browser.until(LIVE);
            // Text spacing of WCAG 1.4.12, as a user's own style sheet gives it.
            browser.driver.executeScript("const s = new CSSStyleSheet(); s.replaceSync('* { line-height: 1.5 !important; letter-spacing: .12em !important;"
                    + " word-spacing: .16em !important; } p { margin-bottom: 2em !important; }'); document.adoptedStyleSheets = [s]");
            assertThat(browser.ask("document.documentElement.scrollWidth - document.documentElement.clientWidth"))
                    .as(path)
                    .isEqualTo(0L);
        }
    }

    /** Seconds since the agent is as they are, on that page. */
    private static long since(Browser page) {
        String row = "[...document.querySelectorAll('section.agents tbody tr')].find(r => r.cells[0].textContent.trim() === 'clockwise').cells[2].textContent";
        page.until(row + ".includes(':')");
        return (Long) page.ask("(t => t.split(':').map(Number).reduce((a, b) => 60 * a + b))(" + row + ")");
    }

    @Test
    void w20_aBrowserWhoseClockIsWrongShowsTheSameTimes() throws Exception {
        Center.send("cc_flow_set", "{\"flow_id\":\"clocks\",\"skill\":\"clocks\",\"message_queue\":\"sip:music@127.0.0.1:9\"}");
        Center.send("cc_agent_set", "{\"agent_id\":\"clockwise\",\"location\":\"sip:c@127.0.0.1:9\",\"skills\":\"clocks\",\"logstate\":1}");
        Center.send("cc_agent_login", "[\"clockwise\",0]");
        Center.send("cc_agent_login", "[\"clockwise\",1]");
        for (String wrong : List.of("3600000", "-3600000")) {
            try (Browser other = new Browser()) {
                other.driver.executeCdpCommand(
                        "Page.addScriptToEvaluateOnNewDocument",
                        Map.of("source", "const right = Date.now.bind(Date); Date.now = () => right() + " + wrong + ";"));
                // Days with a change to or from summer time have no place in lengths.
                other.driver.executeCdpCommand("Emulation.setTimezoneOverride", Map.of("timezoneId", "Australia/Lord_Howe"));
                other.login("oli");
                other.until(LIVE);
                browser.login("vic");
                browser.until(LIVE);
                assertThat(Math.abs(since(other) - since(browser))).as(wrong).isLessThanOrEqualTo(3);
            }
        }
    }

    private Map<String, Integer> tile(String flow) {
        browser.until("[...document.querySelectorAll('.tile')].some(t => t.querySelector('h3').textContent.startsWith('" + flow + "'))");
        @SuppressWarnings("unchecked")
        List<List<Object>> cells = (List<List<Object>>) browser.ask("[...[...document.querySelectorAll('.tile')].find(t => t.querySelector('h3').textContent.startsWith('"
                + flow + "')).querySelectorAll('dl div')].map(d => [d.querySelector('dt').textContent, d.querySelector('dd').textContent])");
        Map<String, Integer> found = new HashMap<>();
        cells.stream()
                .filter(cell -> ((String) cell.get(1)).matches("\\d+"))
                .forEach(cell -> found.put((String) cell.get(0), Integer.valueOf((String) cell.get(1))));
        return found;
    }

    private static int statistic(String name) throws Exception {
        Matcher value = Pattern.compile("\"call_center:" + name + "\":(-?\\d+)").matcher(Center.send("get_statistics", "[[\"" + name + "\"]]"));
        assertThat(value.find()).as(name).isTrue();
        return Integer.parseInt(value.group(1));
    }

    @Test
    void w21_aCallsWholeLifeIsOnTheBoardAsInTheCommands() throws Exception {
        int port;
        try (DatagramSocket socket = new DatagramSocket(0)) {
            port = socket.getLocalPort();
        }
        Center.send("cc_flow_set", "{\"flow_id\":\"life\",\"skill\":\"life\",\"message_queue\":\"sip:music@127.0.0.1:" + port + "\"}");
        Center.send("cc_agent_set", "{\"agent_id\":\"lena\",\"location\":\"sip:lena@127.0.0.1:" + port + "\",\"skills\":\"life\",\"logstate\":1,\"wrapup_time\":5}");
        Center.send("cc_agent_login", "[\"lena\",1]");
        Center.send("cc_agent_pause", "[\"lena\",\"lunch\"]");
        browser.login("oli");
        browser.until(LIVE);
        String agent = "[...document.querySelectorAll('section.agents tbody tr')].find(r => r.cells[0].textContent.trim() === 'lena')?.cells[1].textContent";
        try (Phone phones = Phone.answers(port, 100);
                Phone caller = Phone.calls(Center.SIP, "life", "Ada", "4711", "X-Case: 1", 3000)) {
            browser.until("[...document.querySelectorAll('section.calls tbody tr')].some(r => r.textContent.includes('life'))");
            assertThat(tile("life")).containsEntry("waiting", 1).containsEntry("paused", 1).containsEntry("answered", 0);
            assertThat(Center.send("cc_list_queue", "[]")).contains("life");
            Center.send("cc_agent_ready", "[\"lena\"]");
            browser.until(agent + ".includes('talking')");
            assertThat(tile("life")).containsEntry("waiting", 0).containsEntry("busy", 1);
            assertThat(Center.send("cc_list_agents", "[]")).contains("lena");
            assertThat(caller.over()).isZero();
        }
        browser.until(agent + ".includes('wrap-up')");
        browser.until(agent + ".includes('free')");
        assertThat(tile("life"))
                .containsEntry("waiting", 0)
                .containsEntry("free", 1)
                .containsEntry("answered", statistic("ccf_answ_incalls-life"))
                .containsEntry("abandoned", statistic("ccf_aban_incalls-life"));
        assertThat(browser.text("section.calls")).doesNotContain("life");
    }
}
