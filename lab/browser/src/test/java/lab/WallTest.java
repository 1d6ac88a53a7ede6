package lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** Screens on a wall: how they are let in without a keyboard, and that they can hang there for long. */
class WallTest {
    private static final String LIVE = "document.querySelector('.live')?.textContent.startsWith('live')";

    /** In the place of the browser's own: the test says what comes. */
    private static final String SOURCE = "window.EventSource = class { constructor() { this.on = {}; window.feed = this; }"
            + " addEventListener(name, f) { this.on[name] = f; } close() {} };"
            + "window.frames_ = async (from, to) => { for (let i = from; i < to; i++) {"
            + " const flows = ['a', 'b', 'c'].map(id => [id, 'open', i % 20, Date.now() - i % 500 * 1000, 60, i % 3, i % 7, 1, 1, 2, i % 101, 80, i, i % 11, i,"
            + " ['ok', 'warning', 'alarm'][i % 3]]);"
            + " window.feed.on.d({data: JSON.stringify({t: Date.now(), now: Date.now(), flows}), lastEventId: 'x-' + i});"
            + " if (i % 4 === 0) { await new Promise(requestAnimationFrame); } } };";

    private Browser screen;

    @BeforeEach
    void start() throws Exception {
        screen = new Browser();
    }

    @AfterEach
    void stop() {
        screen.close();
    }

    @Test
    void w27_aScreenWithoutAKeyboardIsLetInByItsCode() throws Exception {
        screen.size(1920, 1080);
        screen.open("/pair?theme=dark&per=4");
        screen.until("document.querySelector('.code')?.textContent.replace(/\\s/g, '').length === 8");
        String code = screen.text(".code").replaceAll("\\s", "");
        screen.picture("pair");
        assertThat(screen.barriers()).isEmpty();
        try (Browser operator = new Browser()) {
            operator.size(1280, 800);
            operator.login("oli");
            operator.open("/displays");
            operator.until(LIVE);
            operator.one("#code").sendKeys("BCDFGHJK");
            operator.one("#name").sendKeys("lobby", Keys.ENTER);
            operator.until("document.querySelector('#code').getAttribute('aria-invalid') === 'true'");
            assertThat(operator.text("#code-hint")).contains("No screen shows this code");
            assertThat(operator.barriers()).isEmpty();
            operator.one("#code").clear();
            operator.one("#code").sendKeys(code.toLowerCase(), Keys.ENTER);
            operator.until("document.querySelector('main').textContent.includes('lobby is in')");
            operator.picture("displays");
            assertThat(operator.barriers()).isEmpty();
            assertThat(operator.console()).isEmpty();
        }
        screen.until("location.pathname === '/wall' && location.search === '?theme=dark&per=4'");
        screen.until(LIVE);
        assertThat(screen.ask("document.documentElement.dataset.theme")).isEqualTo("dark");
        assertThat(screen.barriers()).isEmpty();
        assertThat(Center.send("cc_session_list", "[]")).contains("display:lobby");
        String id = Center.send("cc_session_list", "[]").replaceAll("(?s).*\"id\":\"([^\"]+)\",\"user\":\"display:lobby\".*", "$1");
        assertThat(Center.send("cc_session_end", "[\"" + id + "\"]")).contains("OK");
        screen.until("location.pathname === '/pair' && document.querySelector('.code')");
        assertThat(screen.console().stream().filter(line -> !line.contains("401")).toList()).isEmpty();
    }

    @SuppressWarnings("unchecked")
    private Map<String, Double> metrics() {
        screen.driver.executeCdpCommand("HeapProfiler.collectGarbage", Map.of());
        Map<String, Double> found = new java.util.HashMap<>();
        var answer = screen.driver.executeCdpCommand("Performance.getMetrics", Map.of());
        for (Map<String, Object> one : (java.util.List<Map<String, Object>>) answer.get("metrics")) {
            found.put((String) one.get("name"), ((Number) one.get("value")).doubleValue());
        }
        return found;
    }

    private void frames(int from, int to) {
        screen.driver.manage().timeouts().scriptTimeout(java.time.Duration.ofSeconds(120));
        screen.driver.executeAsyncScript(
                "const done = arguments[arguments.length - 1]; window.frames_(arguments[0], arguments[1]).then(done)", from, to);
    }

    @Test
    void w27_tenThousandFramesLeaveNothingBehind() throws Exception {
        screen.size(1920, 1080);
        screen.driver.executeCdpCommand("Page.addScriptToEvaluateOnNewDocument", Map.of("source", SOURCE));
        screen.driver.executeCdpCommand("Performance.enable", Map.of());
        screen.openDemo("/wall?flows=a,b,c");
        screen.until("window.feed && window.feed.on.d");
        frames(0, 1_000);
        screen.until("document.querySelectorAll('.wall li').length === 3");
        Map<String, Double> before = metrics();
        frames(1_000, 10_000);
        Map<String, Double> after = metrics();

        assertThat(screen.ask("document.querySelectorAll('.wall li').length")).isEqualTo(3L);
        assertThat(screen.text(".wall")).contains("a", "b", "c");
        assertThat(after.get("Nodes") - before.get("Nodes")).as("nodes").isLessThan(50);
        assertThat(after.get("JSEventListeners") - before.get("JSEventListeners")).as("listeners").isLessThan(5);
        assertThat(after.get("JSHeapUsedSize") - before.get("JSHeapUsedSize")).as("heap").isLessThan(1_000_000);
    }
}
