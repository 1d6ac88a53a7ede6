package io.callcenter.config.command;

import io.callcenter.config.settings.Reason;
import io.callcenter.config.settings.Settings;
import io.callcenter.mi.MiClient;
import io.callcenter.mi.ResultTable;
import io.callcenter.mi.TlsTrust;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/** The subcommand {@code mi}: one management command, its result on the standard output, an error on the other one. */
final class MiRun {
    private static final int WRONG_ARGUMENTS = 2;
    private static final String FILE = ":file:";

    private MiRun() {}

    static int run(Settings settings, MiTarget target, String command, List<String> arguments) {
        try {
            URI url = target.url().isEmpty() ? usual(settings) : given(target.url());
            MiClient.Outcome outcome = new MiClient(url, credentials(settings, target.user()), tls(settings, target))
                    .send(command, arguments);
            if (outcome.code() == 0) {
                boolean table = !target.json() && Terminal.isTerminal();
                System.out.println(table ? ResultTable.of(outcome.text()) : outcome.text());
            } else {
                System.err.println("callcenter: " + outcome.text());
            }
            return outcome.code();
        } catch (IOException | IllegalArgumentException e) {
            System.err.println("callcenter: mi: " + Reason.of(e));
            return WRONG_ARGUMENTS;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return MiClient.REFUSED;
        }
    }

    private static URI given(String url) {
        URI uri = URI.create(url.contains("://") ? url : "http://" + url);
        String path = uri.getPath();
        return path == null || path.isEmpty() || path.equals("/") ? uri.resolve("/mi") : uri;
    }

    /** Where the call center with these settings listens. */
    private static URI usual(Settings settings) throws UnknownHostException {
        String address = settings.text("cc.http.address");
        String host = InetAddress.getByName(address).isAnyLocalAddress() ? "127.0.0.1" : address;
        String scheme = settings.path("cc.http.tls.key-store").isPresent() ? "https" : "http";
        return URI.create(scheme + "://" + (host.contains(":") ? "[" + host + "]" : host) + ":"
                + settings.text("cc.http.port") + "/mi");
    }

    /** Whom to believe: the file given; toward ourselves our own certificate; toward others whom the JVM believes. */
    private static SSLContext tls(Settings settings, MiTarget target) throws IOException {
        if (!target.trust().isEmpty()) {
            return TlsTrust.authorities(settings.folder().resolve(target.trust()));
        }
        Optional<Path> ours = settings.path("cc.http.tls.key-store");
        if (target.url().isEmpty() && ours.isPresent()) {
            return TlsTrust.owner(ours.get(), settings.text("cc.http.tls.key-store-password"));
        }
        try {
            return SSLContext.getDefault();
        } catch (NoSuchAlgorithmException e) {
            throw new IOException(e);
        }
    }

    private static String credentials(Settings settings, String user) throws IOException {
        if (user.isEmpty()) {
            return "";
        }
        int at = user.indexOf(FILE);
        if (at >= 0) {
            String password = Files.readString(settings.folder().resolve(user.substring(at + FILE.length())));
            return user.substring(0, at) + ":" + password.stripTrailing();
        }
        if (user.contains(":")) {
            System.err.println(
                    "callcenter: all users of this machine can see a password on the command line; better: --user "
                            + user.substring(0, user.indexOf(':')) + ", which asks for it or takes it from "
                            + Password.VARIABLE);
            return user;
        }
        return user + ":" + Password.of(user);
    }
}
