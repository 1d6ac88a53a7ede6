package io.callcenter.transport;

import io.callcenter.transport.address.Literals;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;

/** What a phone in a browser does on its WebSocket, by the JDK's client. */
public final class Browser implements WebSocket.Listener, AutoCloseable {
    private static final Pattern COPIED = Pattern.compile("(?im)^(Via|From|To|Call-ID|CSeq):.*$");
    private static final int PART = 10_000;

    private final HttpClient client;
    private final BlockingQueue<String> came = new LinkedBlockingQueue<>();
    private final StringBuilder text = new StringBuilder();
    private String protocol = "sip";
    private String origin = "";
    private volatile int answer;
    private WebSocket socket;

    /** One that believes whom that context believes. */
    public Browser(SSLContext tls) {
        client = HttpClient.newBuilder()
                .sslContext(tls)
                .connectTimeout(Duration.ofSeconds(5))
                .build();
    }

    /** The sub-protocol to offer; empty = none. */
    Browser protocol(String other) {
        protocol = other;
        return this;
    }

    /** The page's origin; empty = none. */
    Browser origin(String other) {
        origin = other;
        return this;
    }

    /** Opens the connection. */
    public WebSocket connect(String transport, String host, int port, String path) {
        WebSocket.Builder builder = client.newWebSocketBuilder();
        if (!protocol.isEmpty()) {
            builder.subprotocols(protocol);
        }
        if (!origin.isEmpty()) {
            builder.header("Origin", origin);
        }
        URI uri = URI.create(transport + "://" + Literals.bracketed(host) + ":" + port + path);
        socket = builder.buildAsync(uri, this).orTimeout(10, TimeUnit.SECONDS).join();
        return socket;
    }

    /** Requests are answered so from now on. */
    void answering(int code) {
        answer = code;
    }

    /** Sends a message. */
    public void text(String message) {
        socket.sendText(message, true).orTimeout(10, TimeUnit.SECONDS).join();
    }

    /** Sends a message that may be cut off by the other end. */
    void large(String message, boolean whole) {
        if (whole) {
            socket.sendText(message, true);
            return;
        }
        for (int at = 0; at < message.length(); at += PART) {
            int end = Math.min(message.length(), at + PART);
            try {
                socket.sendText(message.substring(at, end), end == message.length())
                        .orTimeout(10, TimeUnit.SECONDS)
                        .join();
            } catch (RuntimeException closed) {
                return; // the other end has had enough
            }
        }
    }

    /** What came next: a message, {@code pong n} or {@code closed code}. */
    public String next() throws InterruptedException {
        String next = came.poll(10, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("nothing came");
        }
        return next;
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
        text.append(part);
        if (last) {
            String message = text.toString();
            text.setLength(0);
            came.add(message);
            if (answer != 0 && !message.startsWith("SIP/2.0 ")) {
                from.sendText(answerTo(message), true);
            }
        }
        from.request(1);
        return null;
    }

    private String answerTo(String request) {
        StringBuilder response = new StringBuilder("SIP/2.0 " + answer + " So be it\r\n");
        Matcher copied = COPIED.matcher(request);
        while (copied.find()) {
            response.append(copied.group().strip()).append("\r\n");
        }
        return response.append("Content-Length: 0\r\n\r\n").toString();
    }

    @Override
    public CompletionStage<?> onBinary(WebSocket from, ByteBuffer part, boolean last) {
        came.add("binary " + StandardCharsets.ISO_8859_1.decode(part));
        from.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onPong(WebSocket from, ByteBuffer part) {
        came.add("pong " + part.get());
        from.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        came.add("closed " + code);
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        came.add("error " + error);
    }

    @Override
    public void close() {
        if (socket != null) {
            socket.abort();
        }
    }
}
