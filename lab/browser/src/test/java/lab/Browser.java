package lab;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.stream.Collectors;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.WebDriverWait;

/** Chromium without a screen, with a new profile, that fetches nothing by itself. */
final class Browser implements AutoCloseable {
    /** A contact center with users and without calls. */
    static final String BASE = System.getProperty("lab.url");
    /** The demo, which asks nobody who they are, and whose phones call all the time. */
    static final String DEMO = System.getProperty("lab.demo");

    private static final Duration PATIENCE = Duration.ofSeconds(15);

    final ChromeDriver driver;
    private final String axe;

    Browser() throws IOException {
        this(new ChromeOptions());
    }

    /** One that lets pages open windows only where somebody clicked, as browsers do that nobody drives. */
    static Browser thatBlocksWindows() throws IOException {
        ChromeOptions options = new ChromeOptions();
        options.setExperimentalOption("excludeSwitches", List.of("disable-popup-blocking"));
        return new Browser(options);
    }

    private Browser(ChromeOptions options) throws IOException {
        options.setBinary("/usr/bin/chromium");
        options.addArguments(
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--no-first-run",
                "--force-device-scale-factor=1");
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        logs.enable(LogType.PERFORMANCE, Level.ALL);
        options.setCapability("goog:loggingPrefs", logs);
        driver = new ChromeDriver(
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(new java.io.File("/usr/bin/chromedriver"))
                        .usingAnyFreePort()
                        .build(),
                options);
        try (InputStream in = Browser.class.getResourceAsStream("/axe.min.js")) {
            axe = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    void open(String path) {
        driver.get(BASE + path);
    }

    void openDemo(String path) {
        driver.get(DEMO + path);
    }

    void size(int width, int height) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
        driver.manage().window().setSize(new Dimension(Math.max(width, 500), height + 120));
    }

    void theme(String name) {
        driver.executeScript("document.documentElement.dataset.theme = arguments[0]", name);
    }

    void login(String name) {
        login(BASE, name);
    }

    /** The same by another way to the contact center. */
    void login(String base, String name) {
        driver.manage().deleteAllCookies();
        driver.get(base + "/login");
        one("#name").sendKeys(name);
        one("#password").sendKeys("secret");
        one("button.main").click();
        until("!location.pathname.startsWith('/login')");
    }

    WebElement one(String css) {
        return new WebDriverWait(driver, PATIENCE).until(d -> {
            List<WebElement> found = d.findElements(By.cssSelector(css));
            return found.isEmpty() ? null : found.get(0);
        });
    }

    /** Waits for a condition in JavaScript. */
    void until(String condition) {
        try {
            new WebDriverWait(driver, PATIENCE)
                    .ignoring(org.openqa.selenium.JavascriptException.class)
                    .until(d -> Boolean.TRUE.equals(driver.executeScript("return Boolean(" + condition + ")")));
        } catch (org.openqa.selenium.TimeoutException e) {
            throw new AssertionError(condition + " never came true on a page that says: " + text("body") + "\n"
                    + String.join("\n", console()), e);
        }
    }

    String text(String css) {
        return one(css).getText();
    }

    Object ask(String expression) {
        return driver.executeScript("return " + expression);
    }

    /** What the browser complains of: broken scripts, violations of the policy, missing files. */
    List<String> console() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
                .map(entry -> entry.getMessage())
                .collect(Collectors.toList());
    }

    /** The addresses that were asked for since the last call. */
    List<String> requests() {
        return driver.manage().logs().get(LogType.PERFORMANCE).getAll().stream()
                .map(entry -> entry.getMessage())
                .filter(message -> message.contains("\"Network.requestWillBeSent\""))
                .map(message -> message.replaceAll("(?s).*?\"request\":\\{.*?\"url\":\"([^\"]*)\".*", "$1"))
                .collect(Collectors.toList());
    }

    /** What axe-core finds against WCAG 2.2, levels A and AA. */
    @SuppressWarnings("unchecked")
    List<String> barriers() {
        driver.executeScript(axe);
        Object found = driver.executeAsyncScript(
                "const done = arguments[arguments.length - 1];"
                        + "axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']})"
                        + ".then(r => done(r.violations.map(v => v.id + ': ' + v.nodes.map(n => n.target + ' ' + n.failureSummary).join(' | '))),"
                        + " e => done([String(e)]));");
        return (List<String>) found;
    }

    void picture(String name) throws IOException {
        byte[] png = driver.getScreenshotAs(OutputType.BYTES);
        Files.write(Files.createDirectories(Path.of(System.getProperty("lab.pictures"))).resolve(name + ".png"), png);
    }

    @Override
    public void close() {
        driver.quit();
    }
}
