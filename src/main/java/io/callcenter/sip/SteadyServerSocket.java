package io.callcenter.sip;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Accepts on after a failed accept: the stack ends its accepting thread for good at the first {@link SocketException}, and "too many open
 * files" is one.
 */
final class SteadyServerSocket extends ServerSocket {
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(100);

    SteadyServerSocket() throws IOException {
        super();
    }

    @Override
    public Socket accept() throws IOException {
        while (true) {
            try {
                Socket socket = super.accept();
                socket.setTcpNoDelay(true);
                socket.setKeepAlive(true);
                return socket;
            } catch (SocketException e) {
                if (isClosed()) {
                    throw e;
                }
                LockSupport.parkNanos(PAUSE);
            }
        }
    }
}
