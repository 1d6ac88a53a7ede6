package io.callcenter.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Gives MI commands over HTTP (docs/design/interfaces.md 1). */
final class Mi {
    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(5))
            .version(HttpClient.Version.HTTP_1_1)
            .build();
    private final URI address;

    /** Commands to the contact center at that address. */
    Mi(URI http) {
        this.address = http.resolve("/mi");
    }

    /** Gives a command without parameters; {@link IOException} when its answer is not {@code "OK"}. */
    void command(String name) throws IOException, InterruptedException {
        String call = "{\"jsonrpc\":\"2.0\",\"method\":\"" + name + "\",\"id\":1}";
        HttpRequest request = HttpRequest.newBuilder(address)
                .timeout(Duration.ofSeconds(10))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(call))
                .build();
        HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200 || !answer.body().contains("\"OK\"")) {
            throw new IOException("demo: " + name + " answered " + answer.statusCode() + " " + answer.body());
        }
    }
}
