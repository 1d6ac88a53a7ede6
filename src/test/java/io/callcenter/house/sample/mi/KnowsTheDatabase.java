package io.callcenter.house.sample.mi;

import java.sql.Connection;
import java.sql.SQLException;

/** Reads tables past the store. */
final class KnowsTheDatabase {

    void commit(Connection connection) throws SQLException {
        connection.commit();
    }
}
