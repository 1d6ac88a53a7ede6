package io.callcenter.store;

import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Logger;
import javax.sql.DataSource;

/** A real pool in front of which faults can be switched on: away, or a commit whose answer is lost. */
final class FaultyDataSource implements DataSource {
    private final DataSource real;
    private final AtomicInteger commits = new AtomicInteger();
    private volatile boolean away;
    private volatile int loseAnswerOfEach;

    FaultyDataSource(DataSource real) {
        this.real = real;
    }

    void away(boolean now) {
        away = now;
    }

    /** Of every n-th commit the caller hears that it failed, though it did not; 0 = none. */
    void loseAnswerOfEach(int n) {
        loseAnswerOfEach = n;
    }

    @Override
    public Connection getConnection() throws SQLException {
        if (away) {
            throw new SQLException("the server is away", "08001");
        }
        Connection connection = real.getConnection();
        return (Connection) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, args) -> {
                    if (away
                            && !method.getName().equals("close")
                            && !method.getName().equals("rollback")) {
                        throw new SQLException("the server went away", "08006");
                    }
                    try {
                        Object answer = method.invoke(connection, args);
                        if (method.getName().equals("commit") && answerIsLost()) {
                            throw new SQLException("no answer to the commit", "08007");
                        }
                        return answer;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private boolean answerIsLost() {
        int n = loseAnswerOfEach;
        return n > 0 && commits.incrementAndGet() % n == 0;
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        return getConnection();
    }

    @Override
    public PrintWriter getLogWriter() throws SQLException {
        return real.getLogWriter();
    }

    @Override
    public void setLogWriter(PrintWriter out) throws SQLException {
        real.setLogWriter(out);
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        real.setLoginTimeout(seconds);
    }

    @Override
    public int getLoginTimeout() throws SQLException {
        return real.getLoginTimeout();
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getLogger("faulty");
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return real.unwrap(type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return real.isWrapperFor(type);
    }
}
