package io.callcenter.mi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;

/** Sends one management command over HTTP or HTTPS: the shell's way to the contact center. */
public final class MiClient {
    /** The command was refused, or the answer was none. */
    public static final int REFUSED = 1;

    /** Nobody listens there. */
    public static final int NOBODY = 3;

    private static final Pattern NAMED = Pattern.compile("([A-Za-z_][A-Za-z0-9_]*)=(.*)", Pattern.DOTALL);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final JsonMapper mapper = new JsonMapper();
    private final URI url;
    private final String user;
    private final SSLContext tls;

    /**
     * A client of that address.
     *
     * @param url with path, for example {@code http://127.0.0.1:8080/mi}
     * @param user {@code name:password}, or empty
     * @param tls whom to believe where the address is {@code https:}
     */
    public MiClient(URI url, String user, SSLContext tls) {
        this.url = url;
        this.user = user;
        this.tls = tls;
    }

    /**
     * What came back.
     *
     * @param code the exit code: 0, {@link #REFUSED} or {@link #NOBODY}
     * @param text the result as JSON, or else the error, in one line
     */
    public record Outcome(int code, String text) {}

    /** Sends the command; arguments are {@code NAME=VALUE} pairs if all of them are, else positional ones. */
    public Outcome send(String command, List<String> arguments) throws InterruptedException {
        try {
            HttpResponse<String> response = HttpClient.newBuilder()
                    .connectTimeout(Duration.ofSeconds(5))
                    .version(HttpClient.Version.HTTP_1_1)
                    .sslContext(tls)
                    .build()
                    .send(request(command, arguments), HttpResponse.BodyHandlers.ofString());
            return outcome(response);
        } catch (ConnectException e) {
            return new Outcome(NOBODY, "nothing listens at " + url);
        } catch (SSLException e) {
            return new Outcome(REFUSED, url + ": " + e.getMessage() + " (name trusted certificates with --trust FILE)");
        } catch (IOException e) {
            return new Outcome(REFUSED, url + ": " + e.getMessage());
        }
    }

    private HttpRequest request(String command, List<String> arguments) throws JsonProcessingException {
        ObjectNode body =
                mapper.createObjectNode().put("jsonrpc", "2.0").put("id", 1).put("method", command);
        body.set("params", params(arguments));
        HttpRequest.Builder request = HttpRequest.newBuilder(url)
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(mapper.writeValueAsString(body)));
        if (!user.isEmpty()) {
            String pair = Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8));
            request.header("Authorization", "Basic " + pair);
        }
        return request.build();
    }

    private JsonNode params(List<String> arguments) {
        List<Matcher> named = arguments.stream().map(NAMED::matcher).toList();
        if (!arguments.isEmpty() && named.stream().allMatch(Matcher::matches)) {
            ObjectNode object = mapper.createObjectNode();
            named.forEach(pair -> object.put(pair.group(1), pair.group(2)));
            return object;
        }
        ArrayNode array = mapper.createArrayNode();
        arguments.forEach(array::add);
        return array;
    }

    private Outcome outcome(HttpResponse<String> response) {
        JsonNode answer;
        try {
            answer = mapper.readTree(response.body());
        } catch (JsonProcessingException e) {
            answer = mapper.createObjectNode();
        }
        if (answer.has("result")) {
            return new Outcome(0, answer.get("result").toString());
        }
        JsonNode error = answer.path("error");
        if (response.statusCode() == 401) {
            return new Outcome(REFUSED, url + ": HTTP 401: name and password needed (--user name)");
        }
        if (error.isObject()) {
            String data = error.path("data").asText();
            return new Outcome(
                    REFUSED,
                    error.path("code").asInt() + " " + error.path("message").asText()
                            + (data.isEmpty() ? "" : ": " + data));
        }
        return new Outcome(REFUSED, url + ": HTTP " + response.statusCode());
    }
}
