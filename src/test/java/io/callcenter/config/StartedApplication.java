package io.callcenter.config;

import io.callcenter.config.settings.SettingSources;
import io.callcenter.config.settings.Settings;
import io.callcenter.config.settings.WrongSetting;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;

/** The real application on free ports of loopback, with everything in one folder. */
final class StartedApplication implements AutoCloseable {
    private final Application application;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private StartedApplication(Application application) {
        this.application = application;
    }

    static StartedApplication in(Path folder, Map<String, String> settings) throws Exception {
        return new StartedApplication(Application.start(settings(folder, settings)));
    }

    static Settings settings(Path folder, Map<String, String> more) throws WrongSetting {
        Map<String, String> all = new HashMap<>();
        all.put("cc.sip.listen", "udp:127.0.0.1:0");
        all.put("cc.http.port", "0");
        all.putAll(more);
        return Settings.resolve(new SettingSources(all, Map.of(), Optional.empty(), folder));
    }

    /** A port that was free a moment ago. */
    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    Application application() {
        return application;
    }

    URI uri(String path) {
        return application.http().resolve(path);
    }

    HttpResponse<String> get(String path, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> post(String body, String... headers) throws Exception {
        return post(body.getBytes(StandardCharsets.UTF_8), headers);
    }

    HttpResponse<String> post(byte[] body, String... headers) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(uri("/mi")).POST(HttpRequest.BodyPublishers.ofByteArray(body));
        request.header("Content-Type", "application/json");
        for (int i = 0; i + 1 < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** The answer to a command with those params (JSON). */
    String command(String method, String params) throws Exception {
        return post("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\",\"params\":" + params + "}")
                .body();
    }

    void sql(String... statements) throws SQLException {
        DataSource source = application.context().getRegistry().lookupByNameAndType("dataSourceDb", DataSource.class);
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
            if (!connection.getAutoCommit()) {
                connection.commit();
            }
        }
    }

    /** The one value that a statement finds; empty when it finds none. */
    String ask(String statement) throws SQLException {
        DataSource source = application.context().getRegistry().lookupByNameAndType("dataSourceDb", DataSource.class);
        try (Connection connection = source.getConnection();
                Statement query = connection.createStatement();
                ResultSet found = query.executeQuery(statement)) {
            return found.next() ? found.getString(1) : "";
        }
    }

    /** The one number that a query gives. */
    long count(String query) throws SQLException {
        DataSource source = application.context().getRegistry().lookupByNameAndType("dataSourceDb", DataSource.class);
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    /** Flow {@code support} with skill tech, and two agents of it. */
    void seed() throws SQLException {
        sql(
                "insert into cc_flows (flowid, skill, message_queue) values ('support', 'tech', 'sip:music@127.0.0.1:1')",
                "insert into cc_agents (agentid, location, skills, logstate)"
                        + " values ('ann', 'sip:ann@127.0.0.1:1', 'tech', 1), ('bob', 'sip:bob@127.0.0.1:1', 'tech', 0)");
    }

    @Override
    public void close() {
        application.close();
    }
}
