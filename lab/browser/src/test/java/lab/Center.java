package lab;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** The contact center with users, as other programs see it. */
final class Center {
    static final String SIP = System.getProperty("lab.sip");
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private Center() {}

    /** Sends a command as an admin; the answer. */
    static String send(String method, String params) throws Exception {
        String user = Base64.getEncoder().encodeToString("ada:secret".getBytes(StandardCharsets.UTF_8));
        HttpRequest request = HttpRequest.newBuilder(URI.create(Browser.BASE + "/mi"))
                .header("Authorization", "Basic " + user)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(
                        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\",\"params\":" + params + "}"))
                .build();
        return CLIENT.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }
}
