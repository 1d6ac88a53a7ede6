package lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** Flows, agents, reload, users and the system, by keyboard and mouse. */
class AdminTest {
    private static final String LIVE = "document.querySelector('.live')?.textContent.startsWith('live')";
    private static final String MAIN = "document.querySelector('main').textContent";

    private Browser browser;

    @BeforeEach
    void start() throws Exception {
        browser = new Browser();
        browser.size(1280, 900);
        browser.login("ada");
    }

    @AfterEach
    void stop() {
        browser.close();
    }

    private void open(String part) {
        browser.open("/admin#" + part);
        browser.driver.navigate().refresh();
        browser.until(LIVE);
    }

    private void nothingIsWrong() {
        assertThat(browser.barriers()).isEmpty();
        assertThat(browser.console().stream().filter(line -> !line.contains("401")).toList()).isEmpty();
    }

    private void press(String text) {
        browser.until("[...document.querySelectorAll('button')].some(b => b.textContent.trim() === '" + text + "' && b.offsetParent)");
        WebElement button = browser.driver.findElements(By.tagName("button")).stream()
                .filter(b -> b.isDisplayed() && b.getText().equals(text))
                .findFirst()
                .orElseThrow();
        button.sendKeys(Keys.ENTER);
    }

    private void type(String css, String text) {
        WebElement input = browser.one(css);
        input.clear();
        input.sendKeys(text);
    }

    @Test
    void w35_aFlowIsMadeChangedAndDeletedAndEachCheckStandsAtItsField() throws Exception {
        open("flows");
        press("New flow …");
        type("#flow_id", "night");
        type("#skill", "talk");
        type("#message_queue", "music");
        press("Show what changes");
        browser.until("document.querySelector('#message_queue').getAttribute('aria-invalid') === 'true'");
        assertThat(browser.text("#message_queue-hint")).contains("not a SIP URI");
        browser.picture("admin");
        nothingIsWrong();
        type("#message_queue", "sip:music@127.0.0.1:9");
        type("#priority", "many");
        press("Show what changes");
        browser.until("document.querySelector('#priority').getAttribute('aria-invalid') === 'true'");
        type("#priority", "100");
        press("Show what changes");
        browser.until(MAIN + ".includes('+ flow night')");
        assertThat(Center.send("cc_show", "[\"flow\",\"night\"]")).contains("404");
        nothingIsWrong();
        press("Save");
        browser.until(MAIN + ".includes('Saved, and in use')");
        assertThat(Center.send("cc_show", "[\"flow\",\"night\"]")).contains("\"priority\":100");

        browser.one("button[aria-label='Edit night']").click();
        browser.until("document.querySelector('#priority')?.value === '100'");
        type("#priority", "7");
        press("Show what changes");
        browser.until(MAIN + ".includes('priority 100 → 7')");
        Center.send("cc_flow_set", "{\"flow_id\":\"night\",\"priority\":50,\"message_welcome\":\"sip:w@127.0.0.1:9\"}");
        press("Save");
        browser.until(MAIN + ".includes('somebody else has changed something')");
        assertThat(Center.send("cc_show", "[\"flow\",\"night\"]")).contains("\"priority\":7", "sip:w@127.0.0.1:9");

        browser.one("button[aria-label='Delete night']").click();
        browser.until(MAIN + ".includes('– flow night')");
        nothingIsWrong();
        press("Delete");
        browser.until(MAIN + ".includes('Saved, and in use')");
        assertThat(Center.send("cc_show", "[\"flow\",\"night\"]")).contains("404");
    }

    @Test
    void w35_anAgentIsMadeAndAReloadShowsWhatItWouldDo() throws Exception {
        open("agents");
        press("New agent …");
        type("#agent_id", "zoe");
        type("#location", "sip:zoe@127.0.0.1:9");
        type("#skills", "talk,tech");
        press("Show what changes");
        browser.until(MAIN + ".includes('+ agent zoe')");
        press("Save");
        browser.until("document.querySelector(\"button[aria-label='Edit zoe']\")");
        nothingIsWrong();
        Center.send("cc_agent_delete", "[\"zoe\"]");
        open("reload");
        browser.until(MAIN + ".includes('Nothing changes')");
        press("Reload now");
        browser.until(MAIN + ".includes('Reloaded.')");
        nothingIsWrong();
    }

    @Test
    void w09_anAdminEndsASessionAndItsUserLogsInAgainOverThePage() throws Exception {
        try (Browser other = new Browser()) {
            other.login("vic");
            other.until(LIVE);
            open("users");
            browser.until(MAIN + ".includes('viewer')");
            nothingIsWrong();
            for (WebElement button : List.copyOf(browser.driver.findElements(By.cssSelector("button[aria-label*='session of vic']")))) {
                int before = browser.driver.findElements(By.cssSelector("button[aria-label*='session of vic']")).size();
                browser.one("button[aria-label*='session of vic']").click();
                browser.until("document.querySelectorAll(\"button[aria-label*='session of vic']\").length < " + before);
            }
            other.until("document.querySelector('.banner.bad')?.textContent.includes('over')");
            other.one(".bar input[type=search]").sendKeys("typed");
            other.one(".banner.bad button").click();
            assertThat(other.barriers()).isEmpty();
            other.one("#again-password").sendKeys("secret", Keys.ENTER);
            other.until(LIVE);
            assertThat(other.ask("document.querySelector('.bar input[type=search]').value")).isEqualTo("typed");
        }
        open("system");
        browser.until(MAIN + ".includes('Calls are taken')");
        browser.picture("admin-system");
        nothingIsWrong();
        browser.size(320, 720);
        for (String part : List.of("flows", "agents", "users", "system")) {
            open(part);
            assertThat(browser.ask("document.documentElement.scrollWidth - document.documentElement.clientWidth"))
                    .as(part)
                    .isEqualTo(0L);
        }
    }

    @Test
    void w38_theAuditIsSearchedByWhoAndWhatAndIsThereAsAFile() throws Exception {
        Center.send("cc_agent_login", "[\"bob\",0]");
        open("audit");
        browser.until("document.querySelector('#by-from')?.value");
        type("#by-target", "bob");
        for (int i = 0; i < 10 && (i == 0 || !browser.text("main").contains("agent_login")); i++) {
            browser.one("form button.main").click(); // a deed is written a moment later
            browser.until("location.hash.includes('target=bob') && !document.querySelector('form button.main').disabled");
        }
        assertThat(browser.text("tbody")).contains("call_center:agent_login", "bob", "OK");
        assertThat((String) browser.ask("location.hash")).startsWith("#audit?").contains("target=bob");
        browser.picture("admin-audit");
        nothingIsWrong();
        assertThat((String) browser.ask("document.querySelector('a[download=\"audit.csv\"]').getAttribute('href')"))
                .startsWith("/web/audit?")
                .contains("target=bob", "format=csv");
        browser.size(360, 740);
        assertThat(browser.ask("document.documentElement.scrollWidth - document.documentElement.clientWidth"))
                .isEqualTo(0L);
        nothingIsWrong();
    }
}
