package io.callcenter.config;

import io.callcenter.mi.MiClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.util.List;

/** The subcommand {@code mi}: one management command, its result on the standard output, an error on the other one. */
final class MiRun {
    private static final int WRONG_ARGUMENTS = 2;
    private static final String FILE = ":file:";

    private MiRun() {}

    static int run(Settings settings, String url, String user, String command, List<String> arguments) {
        try {
            URI target = url.isEmpty() ? usual(settings) : given(url);
            MiClient.Outcome outcome = new MiClient(target, credentials(settings, user)).send(command, arguments);
            (outcome.code() == 0 ? System.out : System.err)
                    .println((outcome.code() == 0 ? "" : "callcenter: ") + outcome.text());
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

    /** Where the call centre with these settings listens. */
    private static URI usual(Settings settings) throws UnknownHostException {
        String address = settings.text("cc.http.address");
        String host = InetAddress.getByName(address).isAnyLocalAddress() ? "127.0.0.1" : address;
        String scheme = settings.path("cc.http.tls.key-store").isPresent() ? "https" : "http";
        return URI.create(scheme + "://" + (host.contains(":") ? "[" + host + "]" : host) + ":"
                + settings.text("cc.http.port") + "/mi");
    }

    private static String credentials(Settings settings, String user) throws IOException {
        int at = user.indexOf(FILE);
        if (at < 0) {
            return user;
        }
        String password = Files.readString(settings.folder().resolve(user.substring(at + FILE.length())));
        return user.substring(0, at) + ":" + password.stripTrailing();
    }
}
