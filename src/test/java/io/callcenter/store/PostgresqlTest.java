package io.callcenter.store;

import java.util.Optional;

class PostgresqlTest extends DatabaseServerCases {
    @Override
    Optional<DatabaseServer> begin() throws Exception {
        return DatabaseServer.postgresql();
    }

    @Override
    String vendor() {
        return "postgresql";
    }

    @Override
    void grant(TestDatabase db, String database) throws Exception {
        db.run("GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO weak");
    }

    @Override
    void grantReading(TestDatabase db, String database, String user) throws Exception {
        db.run("GRANT SELECT ON ALL TABLES IN SCHEMA public TO " + user);
    }
}
