package io.callcenter.config;

import io.callcenter.core.Board;
import io.callcenter.mi.Thresholds;
import io.callcenter.store.PrivateFiles;
import io.callcenter.web.BoardFeed;
import io.callcenter.web.Gate;
import io.callcenter.web.Numbers;
import io.callcenter.web.Sessions;
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
import java.util.Optional;

/** The pages in the browser: their sessions, the feed of the board, and the gate before both. */
final class WebBeans {
    private static final int TOKEN_BYTES = 32;
    private static final int BASE = 36;

    private WebBeans() {}

    /** What is asked before any route; where there are no pages it lets everything through. */
    static Handler<RoutingContext> start(
            Settings settings, Foundation foundation, Board board, WebCommands commands, Meters meters, Parts parts)
            throws StartFailed {
        if (!settings.flag("cc.web")) {
            return RoutingContext::next;
        }
        Sessions sessions = parts.started(
                "sessions",
                new Sessions(
                        foundation.users(),
                        foundation.clock(),
                        new OwnFile(DataFolder.of(settings).resolve("web-sessions.json"))));
        BoardFeed feed = new BoardFeed(
                board,
                foundation.clock(),
                System::nanoTime,
                Long.toString(foundation.clock().instant().toEpochMilli(), BASE),
                key -> foundation.logins().open() || sessions.alive(key),
                settings.number("cc.web.streams"),
                commands.thresholds());
        feed.start();
        meters.add(feed);
        parts.started("pages", feed);
        return new Gate(
                ManagementBeans.hosts(settings, foundation),
                foundation.logins(),
                foundation.users(),
                sessions,
                webSettings(settings),
                commands,
                feed,
                token());
    }

    private static WebSettings webSettings(Settings settings) {
        boolean tls = settings.path("cc.http.tls.key-store").isPresent();
        String version = WebBeans.class.getPackage().getImplementationVersion();
        return new WebSettings(
                settings.number("cc.http.port"),
                tls,
                !tls && !isLoopback(settings.text("cc.http.address")),
                Numbers.of(settings.text("cc.web.numbers")),
                version == null ? "" : version);
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
