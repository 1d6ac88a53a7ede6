package io.callcenter.config;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** A connection to the management interface on which any bytes can be sent, also such as no client would send. */
public final class RawHttp implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 40_000;

    private final Socket socket;

    public RawHttp(URI server) throws IOException {
        socket = new Socket(server.getHost(), server.getPort());
        socket.setSoTimeout(PATIENCE_MILLIS);
    }

    public RawHttp send(String text) throws IOException {
        return send(text.getBytes(StandardCharsets.UTF_8));
    }

    RawHttp send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
        return this;
    }

    /** No more is sent, and the rest is read. */
    RawHttp half() throws IOException {
        socket.shutdownOutput();
        return this;
    }

    /** All that comes until the server closes; a reset counts as a close. */
    public String rest() throws IOException {
        StringBuilder text = new StringBuilder();
        InputStream in = socket.getInputStream();
        try {
            for (int next = in.read(); next >= 0; next = in.read()) {
                text.append((char) next);
            }
        } catch (java.net.SocketException reset) {
            text.append("");
        }
        return text.toString();
    }

    /** The head of the next answer and, where it says how long it is, its body. */
    public String answer() throws IOException {
        StringBuilder text = new StringBuilder();
        while (text.indexOf("\r\n\r\n") < 0) {
            text.append(next(text));
        }
        if (text.toString().contains("chunked")) {
            while (text.indexOf("\r\n0\r\n\r\n") < 0) {
                text.append(next(text));
            }
            return text.toString();
        }
        java.util.regex.Matcher length =
                java.util.regex.Pattern.compile("(?i)content-length: *(\\d+)").matcher(text);
        int left = length.find() ? Integer.parseInt(length.group(1)) : 0;
        for (; left > 0; left--) {
            text.append(next(text));
        }
        return text.toString();
    }

    private char next(StringBuilder before) throws IOException {
        int next = socket.getInputStream().read();
        if (next < 0) {
            throw new IOException("closed after: " + before);
        }
        return (char) next;
    }

    /** Ends without a goodbye: the server sees a reset. */
    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
