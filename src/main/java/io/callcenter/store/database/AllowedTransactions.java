package io.callcenter.store.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.DefaultTransactionStatus;

/** Transactions that are committed only while this process may write, asked just before; else they are rolled back. */
final class AllowedTransactions extends DataSourceTransactionManager {
    private static final long serialVersionUID = 1L;

    private final transient BooleanSupplier allowed;

    AllowedTransactions(DataSource source, BooleanSupplier allowed) {
        super(source);
        this.allowed = allowed;
    }

    @Override
    protected void prepareForCommit(DefaultTransactionStatus status) {
        if (!allowed.getAsBoolean()) {
            throw new UncheckedIOException(new IOException("it is not certain any more that this process leads"));
        }
    }
}
