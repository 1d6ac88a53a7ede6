package lab;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A wire between a browser and the contact center that can be cut: nothing arrives any more, and nobody is told. */
final class Relay implements AutoCloseable {
    private final ServerSocket door;
    private final int target;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile boolean cut;

    /** A wire to that address. */
    Relay(String url) throws IOException {
        target = URI.create(url).getPort();
        door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        run(this::accept);
    }

    /** The address of its other end. */
    String url() {
        return "http://127.0.0.1:" + door.getLocalPort();
    }

    /** Cuts it, or joins it again; what was open before is then closed. */
    void cut(boolean wanted) {
        cut = wanted;
        if (!wanted) {
            open.forEach(Relay::close);
        }
    }

    private static void run(Runnable task) {
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        try {
            while (true) {
                Socket near = door.accept();
                Socket far = new Socket(InetAddress.getLoopbackAddress(), target);
                open.add(near);
                open.add(far);
                run(() -> pass(near, far));
                run(() -> pass(far, near));
            }
        } catch (IOException e) {
            open.forEach(Relay::close);
        }
    }

    private void pass(Socket from, Socket to) {
        byte[] bytes = new byte[1 << 16];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int n = in.read(bytes); n >= 0; n = in.read(bytes)) {
                if (!cut) {
                    out.write(bytes, 0, n);
                }
            }
        } catch (IOException e) {
            // the other side closes too
        }
        close(from);
        close(to);
        open.remove(from);
        open.remove(to);
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
        open.forEach(Relay::close);
    }
}
