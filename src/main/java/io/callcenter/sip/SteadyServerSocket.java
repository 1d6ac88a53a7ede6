package io.callcenter.sip;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Accepts on after a failed accept: the stack ends its accepting thread for good at the first {@link SocketException}, and "too many open
 * files" is one.
 */
final class SteadyServerSocket extends ServerSocket {
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(100);

    private final Semaphore accepting = new Semaphore(1);

    SteadyServerSocket() throws IOException {
        super();
    }

    /** Returns when the port is free: that is when the accepting thread has let go of it. */
    @Override
    public void close() throws IOException {
        super.close();
        try {
            if (accepting.tryAcquire(1, TimeUnit.SECONDS)) {
                accepting.release();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Socket acceptOne() throws IOException {
        accepting.acquireUninterruptibly();
        try {
            return super.accept();
        } finally {
            accepting.release();
        }
    }

    @Override
    public Socket accept() throws IOException {
        while (true) {
            try {
                Socket socket = acceptOne();
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
