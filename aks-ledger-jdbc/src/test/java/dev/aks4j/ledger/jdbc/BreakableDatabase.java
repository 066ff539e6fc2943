package dev.aks4j.ledger.jdbc;

import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Logger;
import javax.sql.DataSource;

/** A database whose connections break at a moment that a test chooses, once. */
final class BreakableDatabase implements DataSource {

    private enum Moment {
        BEFORE,
        AFTER
    }

    private final DataSource real;
    private final AtomicReference<Moment> moment = new AtomicReference<>();
    private final AtomicInteger broken = new AtomicInteger();
    private volatile Runnable meanwhile = () -> {};
    volatile boolean away;

    /** Whether connections come as pools give them that leave commits to their users. */
    volatile boolean manual;

    BreakableDatabase(DataSource real) {
        this.real = real;
    }

    /** Lets the next commit come through, and its answer get lost. */
    void breakAfterCommit() {
        moment.set(Moment.AFTER);
    }

    /** Lets the connection break before the next commit. */
    void breakBeforeCommit() {
        breakBeforeCommit(() -> {});
    }

    void breakBeforeCommit(Runnable then) {
        meanwhile = then;
        moment.set(Moment.BEFORE);
    }

    int broken() {
        return broken.get();
    }

    @Override
    public Connection getConnection() throws SQLException {
        if (away) {
            throw lost();
        }
        Connection connection = real.getConnection();
        connection.setAutoCommit(!manual);
        return (Connection) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    try {
                        Moment now = method.getName().equals("commit") ? moment.getAndSet(null) : null;
                        if (now == Moment.BEFORE) {
                            connection.rollback();
                            meanwhile.run();
                        } else if (now == Moment.AFTER) {
                            connection.commit();
                        }
                        if (now != null) {
                            broken.incrementAndGet();
                            throw lost();
                        }
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private static SQLException lost() {
        return new SQLException("the connection is gone", "08006");
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
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        return real.getParentLogger();
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
