package lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.DatagramSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;

/** What was: call detail records and reports; and who sees a part only. */
class RecordsTest {
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

    /** One call that rita answers. */
    private void call() throws Exception {
        int port;
        try (DatagramSocket socket = new DatagramSocket(0)) {
            port = socket.getLocalPort();
        }
        Center.send("cc_agent_set", "{\"agent_id\":\"rita\",\"location\":\"sip:rita@127.0.0.1:" + port
                + "\",\"skills\":\"archive\",\"logstate\":1,\"wrapup_time\":-1}");
        Center.send("cc_flow_set", "{\"flow_id\":\"archive\",\"skill\":\"archive\",\"message_queue\":\"sip:music@127.0.0.1:9\"}");
        Center.send("cc_agent_login", "[\"rita\",1]");
        try (Phone agent = Phone.answers(port, 100);
                Phone caller = Phone.calls(Center.SIP, "archive", "Ada", "4930777", "X-Case: 1", 1500)) {
            assertThat(caller.over()).isZero();
        }
    }

    /** The hour that was counted is the last of six in the answers from here on: nobody waits until there are as many. */
    private static final String EARLIER_HOURS = "const ask = window.fetch; window.fetch = async (where, how) => { const answer = await ask(where, how);"
            + " if (!String(how?.body).includes('cc_report')) { return answer; } const body = await answer.json(); const row = body.result.rows[0];"
            + " body.result.rows = [3, 1, 4, 2, 5, 9].map((n, i) => [new Date(Date.parse(row[0]) - (5 - i) * 3600000).toISOString().replace('.000', ''), n, n, n,"
            + " ...row.slice(4)]); return new Response(JSON.stringify(body), { status: 200, headers: { 'Content-Type': 'application/json' } }); }";

    private String get(String path) {
        return (String) browser.driver.executeAsyncScript(
                "const done = arguments[arguments.length - 1];"
                        + "fetch(arguments[0]).then(r => r.text().then(t => done(r.status + ' ' + t)), e => done(String(e)))",
                path);
    }

    private void nothingIsWrong() {
        assertThat(browser.barriers()).isEmpty();
        assertThat(browser.console().stream()
                        .filter(line -> !line.contains("status of 40")) // what was refused on purpose
                        .toList())
                .isEmpty();
    }

    @Test
    void w36_w37_callsAreFoundAndSummedUp() throws Exception {
        call();
        browser.login("oli");
        browser.open("/records#calls");
        browser.until(LIVE);
        for (int i = 0; i < 10 && !browser.text("main").contains("rita"); i++) {
            browser.one("form button.main").click(); // the record is written a moment after the call
            browser.until("!document.querySelector('form button.main').disabled");
        }
        assertThat(browser.text("tbody")).contains("archive", "rita", "answered").doesNotContainPattern("[T ]\\d\\d:\\d\\d[Z+-]");
        browser.picture("records-calls");
        nothingIsWrong();
        String span = "from=2020-01-01&to=2020-01-31";
        assertThat(get("/web/cdrs?" + span)).startsWith("200 ").contains("\"rows\":[]");
        assertThat(get("/web/cdrs?from=2020-01-01&to=2020-03-31")).startsWith("400 ").contains("31 days");
        assertThat(get("/web/cdrs?from=x")).startsWith("400 ");
        String day = (String) browser.ask("document.querySelector('#by-from').value");
        assertThat(get("/web/cdrs?from=" + day + "&to=" + day + "&flow=archive&format=csv"))
                .startsWith("200 received,caller,flow_id")
                .contains(",archive,rita,0,");

        browser.driver.findElements(By.cssSelector(".ways button")).get(0).click();
        browser.until("document.querySelector('table')?.textContent.includes('arrived')");
        nothingIsWrong();
        browser.driver.executeScript(EARLIER_HOURS);
        browser.one("form button.main").click();
        browser.until("document.querySelector('.curve polyline')?.points.numberOfItems === 6");
        assertThat(browser.text(".curve")).contains("arrived", "9", browser.text("tbody tr:first-child td"));
        browser.picture("records-report");
        nothingIsWrong();
        browser.size(360, 740);
        assertThat(browser.ask("document.documentElement.scrollWidth - document.documentElement.clientWidth"))
                .isEqualTo(0L);
        nothingIsWrong();
    }

    @Test
    void w06_whoSeesAPartFindsNoByteOfTheRest() throws Exception {
        call();
        browser.login("olga");
        browser.until(LIVE);
        browser.until("document.querySelectorAll('.tile').length === 1");
        browser.until("document.querySelectorAll('section.agents tbody tr').length === 2");
        assertThat(browser.text("main")).contains("sales", "alice", "bob").doesNotContain("archive", "rita");
        assertThat(get("/web/board")).startsWith("200 ").contains("sales").doesNotContain("archive", "rita", "4930777");
        String day = (String) browser.ask("new Date().toISOString().slice(0, 10)");
        String calls = get("/web/cdrs?from=" + day + "&to=" + day + "&flow=archive");
        assertThat(calls).startsWith("200 ").contains("\"rows\":[]");
        assertThat(get("/web/cdrs?from=" + day + "&to=" + day + "&format=csv")).doesNotContain("archive", "rita");
        assertThat(get("/web/me")).contains("flows=sales").doesNotContain("cc_reload", "cc_show");
        nothingIsWrong();
        browser.login("vic");
        browser.open("/records");
        browser.until(LIVE);
        assertThat(browser.text(".ways")).doesNotContain("Calls");
        assertThat(get("/web/cdrs?from=" + day + "&to=" + day)).startsWith("403 ");
    }
}
