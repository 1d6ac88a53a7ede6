package io.callcenter.config;

import io.callcenter.app.CallerFields;
import io.callcenter.app.Hooks;
import io.callcenter.config.settings.DeskSettingsText;
import io.callcenter.config.settings.Settings;
import io.callcenter.config.settings.StartFailed;
import io.callcenter.core.Board;
import io.callcenter.mi.HealthPage;
import io.callcenter.mi.command.Thresholds;
import io.callcenter.mi.meter.Health;
import io.callcenter.store.files.PrivateFiles;
import io.callcenter.web.BoardFeed;
import io.callcenter.web.DeskFacts;
import io.callcenter.web.ExtraPages;
import io.callcenter.web.Languages;
import io.callcenter.web.NumberMask;
import io.callcenter.web.PageGate;
import io.callcenter.web.Sessions;
import io.callcenter.web.ShownColumns;
import io.callcenter.web.WebCommands;
import io.callcenter.web.WebSettings;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;

/** The pages in the browser: their sessions, the feed of the board, and the gate before both. */
final class WebBeans {
    private static final int TOKEN_BYTES = 32;
    private static final int BASE = 36;

    private WebBeans() {}

    /**
     * What pages show.
     *
     * @param fields what agents see of a call besides who calls
     * @param sip where SIP is listened to, as {@code udp:127.0.0.1:5060}
     */
    record Sources(
            Board board,
            CallerFields fields,
            WebCommands commands,
            Health health,
            Supplier<List<String>> sip,
            CamelContext context,
            Hooks hooks) {}

    /** Who is logged in; nobody where there are no pages. */
    static Optional<Sessions> sessions(Settings settings, Foundation foundation, StartedParts parts)
            throws StartFailed {
        if (!settings.flag("cc.web")) {
            return Optional.empty();
        }
        return Optional.of(parts.started(
                "sessions",
                new Sessions(
                        foundation.users(),
                        foundation.clock(),
                        new OwnFile(DataFolder.of(settings).resolve("web-sessions.json")))));
    }

    /** What is asked before any route; where there are no pages it lets everything through. */
    static Handler<RoutingContext> start(
            Settings settings,
            Foundation foundation,
            Optional<Sessions> loggedIn,
            Sources sources,
            Meters meters,
            StartedParts parts)
            throws StartFailed {
        if (loggedIn.isEmpty()) {
            return RoutingContext::next;
        }
        Sessions sessions = loggedIn.get();
        Supplier<ShownColumns> columns = columns(settings, sources, parts);
        BoardFeed feed = new BoardFeed(
                sources.board(),
                foundation.clock(),
                System::nanoTime,
                Long.toString(foundation.clock().instant().toEpochMilli(), BASE),
                key -> foundation.logins().open() || sessions.alive(key),
                new DeskFacts(
                        sources.fields()::of,
                        DeskSettingsText.shown(settings),
                        DeskSettingsText.pop(settings),
                        columns),
                settings.number("cc.web.streams"),
                sources.commands().thresholds());
        feed.start();
        meters.add(feed);
        parts.started("pages", feed);
        return new PageGate(
                ManagementBeans.hosts(settings, foundation),
                foundation.logins(),
                foundation.users(),
                sessions,
                webSettings(settings, sources.sip()),
                sources.commands(),
                feed,
                new HealthPage(sources.health()),
                RecordSearches.start(settings, foundation, sources.board(), parts),
                foundation.audit(),
                extraPages(settings),
                languages(settings),
                token());
    }

    /** Those of the pages; files in the folder {@code web/i18n} of the working directory add to them. */
    private static Languages languages(Settings settings) throws StartFailed {
        try {
            return new Languages(Path.of("web", "i18n"), settings.text("cc.web.language"));
        } catch (IOException e) {
            throw new StartFailed("cc.web.language: " + e.getMessage(), e);
        }
    }

    private static Supplier<ShownColumns> columns(Settings settings, Sources sources, StartedParts parts) {
        BoardColumns columns =
                new BoardColumns(sources.context(), sources.hooks(), settings.duration("cc.web.columns-every"));
        columns.start();
        parts.started("columns of the board", columns);
        return columns::last;
    }

    private static ExtraPages extraPages(Settings settings) throws StartFailed {
        try {
            return ExtraPages.in(settings.path("cc.web.extra"));
        } catch (ExtraPages.Unreadable e) {
            throw new StartFailed("cc.web.extra = " + settings.text("cc.web.extra") + ": " + e.getMessage(), e);
        }
    }

    private static WebSettings webSettings(Settings settings, Supplier<List<String>> sip) {
        boolean tls = settings.path("cc.http.tls.key-store").isPresent();
        String version = WebBeans.class.getPackage().getImplementationVersion();
        return new WebSettings(
                settings.number("cc.http.port"),
                tls,
                !tls && !isLoopback(settings.text("cc.http.address")),
                NumberMask.of(settings.text("cc.web.numbers")),
                version == null ? "" : version,
                () -> sipAddress(settings.text("cc.sip.advertise"), sip.get()),
                settings.text("cc.desk.pop-url").isEmpty() ? "never" : settings.text("cc.desk.pop-at"));
    }

    /** What phones call: the address that is advertised, with the port of the first point where it has none. */
    private static String sipAddress(String advertised, List<String> points) {
        String first =
                points.isEmpty() ? "" : points.get(0).substring(points.get(0).indexOf(':') + 1);
        if (advertised.isEmpty()) {
            return first;
        }
        boolean port = advertised.matches(".*[^:]:\\d+");
        return port || first.isEmpty() ? advertised : advertised + first.substring(first.lastIndexOf(':'));
    }

    private static boolean isLoopback(String address) {
        try {
            return InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private static String token() {
        byte[] secret = new byte[TOKEN_BYTES];
        new SecureRandom().nextBytes(secret);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    }

    /** Where the thresholds are kept. */
    static Thresholds thresholds(Settings settings) throws StartFailed {
        return new Thresholds(new OwnFile(DataFolder.of(settings).resolve("thresholds.json")));
    }

    /** A file for the owner of the process only; it is replaced as a whole. */
    private record OwnFile(Path file) implements Sessions.Storage, Thresholds.Storage {
        @Override
        public Optional<byte[]> read() throws IOException {
            return Files.exists(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
        }

        @Override
        public void write(byte[] bytes) throws IOException {
            Path fresh = file.resolveSibling(file.getFileName() + ".new");
            PrivateFiles.write(fresh, bytes, StandardOpenOption.TRUNCATE_EXISTING);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
