package lab;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.support.ui.WebDriverWait;

/** The agents' own page, with real calls. */
class DeskTest {
    private static final String LIVE = "document.querySelector('.live')?.textContent.startsWith('live')";
    private static final String ANSWERED =
            "Number([...document.querySelectorAll('.facts div')].find(d => d.textContent.includes('Answered'))?.textContent.replace(/\\D/g, '') ?? 0)";
    private static final String STATE = "document.querySelector('.me .state')?.textContent";
    private static final String HOSTILE = "Ada <b>&q=1#x";

    private Browser browser;
    private HttpServer crm;
    private final List<String> asked = new CopyOnWriteArrayList<>();

    @BeforeEach
    void start() throws Exception {
        browser = new Browser();
        crm = HttpServer.create(new InetSocketAddress("127.0.0.1", Integer.getInteger("lab.crm")), 0);
        String page = "<!doctype html><title>customer</title><h1>Customer</h1><script>const did = [];"
                + "try { opener.top.location.replace('/evil'); did.push('desk'); } catch (e) { }"
                + "try { opener.location.replace('/evil'); did.push('frame'); } catch (e) { }"
                + "fetch('/led?' + did.join());</script>";
        crm.createContext("/", exchange -> {
            asked.add(exchange.getRequestURI().toString());
            byte[] bytes = page.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/html");
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        crm.start();
    }

    @AfterEach
    void stop() {
        browser.close();
        crm.stop(0);
    }

    private static int freePort() throws Exception {
        try (DatagramSocket socket = new DatagramSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private void state(Browser page, String word) {
        page.until(STATE + ".includes('" + word + "')");
    }

    private static void click(Browser page, String text) {
        page.until("[...document.querySelectorAll('button')].some(b => b.textContent.trim().startsWith('" + text + "') && !b.disabled)");
        page.driver.findElements(By.tagName("button")).stream()
                .filter(button -> button.getText().startsWith(text))
                .findFirst()
                .orElseThrow()
                .click();
    }

    private void nothingIsWrong(Browser page) {
        assertThat(page.barriers()).isEmpty();
        assertThat(page.console().stream().filter(line -> !line.contains("401") && !line.startsWith("http://localhost:")).toList()).isEmpty();
    }

    private void untilAsked(String part) {
        new WebDriverWait(browser.driver, Duration.ofSeconds(15))
                .until(d -> asked.stream().anyMatch(path -> path.startsWith("/find") && path.contains(part)));
    }

    @Test
    void w29_w30_w31_w33_aCallFromRingingToReadyOnTwoDesks() throws Exception {
        int port = freePort();
        Center.send("cc_agent_set", "{\"agent_id\":\"carol\",\"location\":\"sip:carol@127.0.0.1:" + port
                + "\",\"skills\":\"desk\",\"logstate\":0,\"wrapup_time\":30}");
        Center.send("cc_flow_set", "{\"flow_id\":\"helpdesk\",\"skill\":\"desk\",\"message_queue\":\"sip:music@127.0.0.1:9\"}");
        browser.size(1200, 800);
        browser.login("carol");
        assertThat(browser.driver.getCurrentUrl()).endsWith("/desk");
        browser.until(LIVE);
        state(browser, "offline");
        nothingIsWrong(browser);
        browser.picture("desk-offline");
        String desk = browser.driver.getWindowHandle();
        try (Phone agent = Phone.answers(port, 2500)) {
            twoDesks(desk);
            int windows = browser.driver.getWindowHandles().size();
            try (Phone caller = Phone.calls(Center.SIP, "helpdesk", "Bea", "4712", "X-Case: 8", 6000)) {
                untilAsked("name=Bea&");
                browser.driver.switchTo().window(desk); // behind the customer's window it draws nothing
                state(browser, "talking");
                assertThat(caller.over()).isZero();
            }
            assertThat(browser.driver.getWindowHandles()).hasSize(windows).hasSize(2);
        }
        String first = asked.stream().filter(path -> path.startsWith("/find")).findFirst().orElseThrow();
        assertThat(first)
                .startsWith("/find?n=%2B49305554711&name=Ada%20%3Cb%3E%26q%3D1%23x&x=7-1234&c=");
        assertThat(asked).anyMatch(path -> path.equals("/led?")).noneMatch(path -> path.matches("/led\\?.+|/evil.*"));
        assertThat(browser.driver.getCurrentUrl()).endsWith("/desk");
    }

    /** One call, from ringing to ready, seen and dealt with on two desks of the same agent. */
    private void twoDesks(String desk) throws Exception {
        try (Browser second = new Browser()) {
            second.size(360, 740);
            second.login("carol");
            click(browser, "Go online");
            state(browser, "free");
            state(second, "free");
            browser.one("#reason").sendKeys("lunch");
            click(browser, "Pause");
            state(second, "lunch");
            click(second, "End pause");
            state(browser, "free");
            Object answered = browser.ask(ANSWERED);

            try (Phone caller = Phone.calls(Center.SIP, "helpdesk", HOSTILE, "+49305554711", "X-Case: 7-1234", 12000)) {
                state(browser, "ringing");
                state(second, "ringing");
                assertThat(browser.driver.getTitle()).contains("ringing");
                assertThat(browser.text(".call")).contains(HOSTILE, "+49305554711", "helpdesk", "7-1234");
                assertThat(browser.driver.findElements(By.cssSelector(".call b b"))).isEmpty();
                nothingIsWrong(browser);
                untilAsked("name=Ada");
                browser.driver.switchTo().window(desk); // behind the customer's window it draws nothing
                state(browser, "talking");
                browser.picture("desk");
                second.picture("phone-desk");
                assertThat(second.ask("document.documentElement.scrollWidth - document.documentElement.clientWidth"))
                        .isEqualTo(0L);
                nothingIsWrong(second);
                assertThat(caller.over()).isZero();
            }
            state(browser, "wrap-up");
            state(second, "wrap-up");
            nothingIsWrong(browser);
            browser.picture("desk-wrapup");
            long before = seconds();
            click(browser, "+15 s");
            browser.until("(" + SECONDS + ") > " + (before + 10));
            second.until("(" + SECONDS + ") > " + (before + 5));
            click(second, "Ready now");
            state(browser, "free");
            browser.until(ANSWERED + " === " + answered + " + 1");
        }
    }

    @Test
    void w29_aWrapUpThatWaitsForAResultEndsWithOne() throws Exception {
        int port = freePort();
        Center.send("cc_agent_set", "{\"agent_id\":\"dora\",\"location\":\"sip:dora@127.0.0.1:" + port
                + "\",\"skills\":\"orders\",\"logstate\":1,\"wrapup_time\":5}");
        Center.send("cc_flow_set", "{\"flow_id\":\"orders\",\"skill\":\"orders\",\"message_queue\":\"sip:music@127.0.0.1:9\"}");
        Center.send("cc_agent_login", "[\"dora\",1]");
        browser.size(1200, 900);
        browser.login("dora");
        state(browser, "free");
        String desk = browser.driver.getWindowHandle();
        String ready = "[...document.querySelectorAll('.wrap button')].find(b => b.textContent === 'Ready now')";
        try (Phone agent = Phone.answers(port, 100)) {
            try (Phone caller = Phone.calls(Center.SIP, "orders", "Ada", "4711", "X-Case: 1", 2500)) {
                untilAsked("name=Ada");
                browser.driver.switchTo().window(desk); // behind the customer's window it draws nothing
                state(browser, "talking");
                browser.until("document.querySelectorAll('.call .result input[type=radio]').length === 3");
                assertThat(browser.text(".result")).contains("(required)", "A question <b>");
                nothingIsWrong(browser);
                assertThat(caller.over()).isZero();
            }
            state(browser, "wrap-up");
            browser.until(ready + ".disabled");
            browser.until("(" + SECONDS + ") > 60"); // it waits longer than five seconds
            browser.picture("desk-result");
            nothingIsWrong(browser);
            browser.driver.findElements(By.cssSelector(".result label")).get(1).click();
            browser.one("#note").sendKeys("on Monday \"=1+1");
            browser.until("!" + ready + ".disabled");
            click(browser, "Ready now");
            state(browser, "free");
            try (Phone caller = Phone.calls(Center.SIP, "orders", "Bea", "4712", "X-Case: 2", 8000)) {
                untilAsked("name=Bea");
                browser.driver.switchTo().window(desk);
                state(browser, "talking");
                browser.until("[...document.querySelectorAll('.result input[type=radio]')].every(i => !i.checked)");
                var sold = browser.driver.findElements(By.cssSelector(".result label")).stream()
                        .filter(label -> label.getText().contains("Sold"))
                        .findFirst()
                        .orElseThrow()
                        .findElement(By.tagName("input"));
                sold.sendKeys(org.openqa.selenium.Keys.SPACE); // by keyboard, in the talk
                click(browser, "Save result");
                browser.until("document.querySelector('.result').textContent.includes('Saved: Sold')");
                assertThat(caller.over()).isZero();
            }
            state(browser, "wrap-up");
            assertThat(seconds()).isLessThanOrEqualTo(5);
            state(browser, "free");
        }
        nothingIsWrong(browser);
    }

    private static final String SECONDS =
            "(t => { const [m, s] = t.split(':').map(Number); return 60 * m + s; })(document.querySelector('.wrap .time').textContent)";

    private long seconds() {
        return (Long) browser.ask(SECONDS);
    }

    @Test
    void w31_aBlockedWindowIsOpenedByAClickAndUsedByLaterCalls() throws Exception {
        int port = freePort();
        Center.send("cc_flow_set", "{\"flow_id\":\"helpdesk\",\"skill\":\"desk\",\"message_queue\":\"sip:music@127.0.0.1:9\"}");
        Center.send("cc_agent_set", "{\"agent_id\":\"carol\",\"location\":\"sip:carol@127.0.0.1:" + port
                + "\",\"skills\":\"desk\",\"logstate\":1}");
        Center.send("cc_agent_login", "[\"carol\",1]");
        Center.send("cc_agent_ready", "[\"carol\"]");
        try (Browser strict = Browser.thatBlocksWindows();
                Phone agent = Phone.answers(port, 100)) {
            strict.login("carol");
            state(strict, "free");
            String desk = strict.driver.getWindowHandle();
            try (Phone caller = Phone.calls(Center.SIP, "helpdesk", "Cem", "4713", "X-Case: 9", 8000)) {
                strict.until("document.querySelector('.call')?.textContent.includes('The browser blocked the window')");
                assertThat(strict.barriers()).isEmpty();
                assertThat(strict.driver.getWindowHandles()).hasSize(1);
                click(strict, "Open customer");
                untilAsked("name=Cem");
                strict.driver.switchTo().window(desk);
                strict.until("!document.querySelector('.call').textContent.includes('blocked')");
                assertThat(caller.over()).isZero();
            }
            Center.send("cc_agent_ready", "[\"carol\"]");
            try (Phone caller = Phone.calls(Center.SIP, "helpdesk", "Dan", "4714", "X-Case: 10", 3000)) {
                untilAsked("name=Dan");
                assertThat(caller.over()).isZero();
            }
            assertThat(strict.driver.getWindowHandles()).hasSize(2);
        }
    }

    @Test
    void w33_aSupervisorPausesAndTheDeskSaysSo() throws Exception {
        browser.size(1200, 800);
        Center.send("cc_agent_set", "{\"agent_id\":\"carol\",\"location\":\"sip:carol@127.0.0.1:9\",\"skills\":\"desk\",\"logstate\":1}");
        Center.send("cc_agent_login", "[\"carol\",1]");
        Center.send("cc_agent_ready", "[\"carol\"]");
        browser.login("carol");
        browser.until(STATE);
        Center.send("cc_agent_pause", "[\"carol\",\"training\"]");
        state(browser, "training");
        Center.send("cc_agent_login", "[\"carol\",0]");
        state(browser, "offline");
    }

    @Test
    void anAgentWhoIsInNoTableIsToldSo() {
        browser.login("nora");
        browser.until("document.querySelector('main')?.textContent.includes('There is no agent')");
        nothingIsWrong(browser);
    }
}
