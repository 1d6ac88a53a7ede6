package lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.DatagramSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;

/** W34: from nothing to the first answered call in the page, with the values and phones of the README's first call. */
class FirstRunTest {
    private static final String FRESH = System.getProperty("lab.fresh");
    private static final String SIP = System.getProperty("lab.fresh.sip");

    private static int freePort() throws Exception {
        try (DatagramSocket socket = new DatagramSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** The block, with ports that are free here. */
    private static String readme() throws Exception {
        String text = Files.readString(Path.of(System.getProperty("lab.top"), "README.md"));
        String block = text.substring(text.indexOf("## A first call"), text.indexOf("Commands are JSON-RPC"));
        return block.replace("5080", String.valueOf(freePort())).replace("5090", String.valueOf(freePort()));
    }

    /** The value that a command of the block gives. */
    private static String value(String block, String form) {
        Matcher found = Pattern.compile(form).matcher(block);
        assertThat(found.find()).as(form).isTrue();
        return found.group(1);
    }

    /** The phones of the block. */
    private static List<List<String>> phones(String block) {
        List<List<String>> commands = new ArrayList<>();
        Matcher line = Pattern.compile("(?m)^sipp (.*?)(?: >/dev/null)?(?: &)?$").matcher(block);
        while (line.find()) {
            List<String> command = new ArrayList<>(List.of("sipp"));
            command.addAll(List.of(line.group(1).split(" ")));
            command.replaceAll(word -> word.equals("127.0.0.1:5060") ? SIP : word);
            commands.add(command);
        }
        assertThat(commands).hasSize(2);
        return commands;
    }

    private static void type(WebElement input, String text) {
        input.clear();
        input.sendKeys(text);
    }

    @Test
    void w34_fromNothingToTheFirstAnsweredCall() throws Exception {
        String block = readme();
        String flow = value(block, "flow set (\\S+)");
        try (Browser browser = new Browser()) {
            browser.size(1280, 900);
            browser.driver.get(FRESH + "/");
            browser.until("document.querySelector('.first form')");
            browser.one(".first .buttons button").click();
            browser.until("!document.querySelector('.first') && document.querySelector('.empty')");
            browser.picture("board-empty");
            assertThat(browser.barriers()).isEmpty();
            browser.driver.navigate().refresh();
            browser.until("document.querySelector('.first form')");
            browser.picture("first-run");
            assertThat(browser.barriers()).isEmpty();
            type(browser.one("#flow-id"), flow);
            type(browser.one("#flow-skill"), value(block, "flow set .*skill=(\\S+)"));
            type(browser.one("#flow-message_queue"), "music");
            browser.one(".first form button").click();
            browser.until("document.querySelector('#flow-message_queue').getAttribute('aria-invalid') === 'true'");
            assertThat(browser.text("#flow-message_queue-hint")).contains("not a SIP URI");
            assertThat(browser.barriers()).isEmpty();
            type(browser.one("#flow-message_queue"), value(block, "message_queue=(\\S+)"));
            browser.one(".first form button").click();

            browser.one("#agent-id");
            type(browser.one("#agent-id"), value(block, "agent set (\\S+)"));
            type(browser.one("#agent-location"), value(block, "location=(\\S+)"));
            type(browser.one("#agent-skills"), value(block, "agent set .*skills=(\\S+)"));
            browser.one(".first form button").click();
            browser.until("document.querySelector('.first code')?.textContent.startsWith('sip:" + flow + "@')");
            browser.picture("first-run-call");
            assertThat(browser.barriers()).isEmpty();

            List<List<String>> phones = phones(block);
            try (Phone agent = Phone.of(phones.get(0));
                    Phone caller = Phone.of(phones.get(1))) {
                browser.until("document.querySelector('.first')?.textContent.includes('answered it')");
                assertThat(browser.driver.findElements(By.cssSelector(".first li.done"))).hasSize(3);
                assertThat(caller.over()).isZero();
                assertThat(agent.over()).isZero();
            }
            browser.picture("first-run-done");
            browser.one(".first .buttons button").click();
            browser.until("!document.querySelector('.first') && document.querySelectorAll('.tile').length === 1");
            assertThat(browser.console()).isEmpty();
        }
    }
}
