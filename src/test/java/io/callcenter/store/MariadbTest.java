package io.callcenter.store;

import java.util.List;
import java.util.Optional;

class MariadbTest extends DatabaseServerCases {
    @Override
    Optional<DatabaseServer> begin() throws Exception {
        return DatabaseServer.mariadb();
    }

    @Override
    String vendor() {
        return "mariadb";
    }

    @Override
    void grant(TestDatabase db, String database) throws Exception {
        server().run(List.of("GRANT SELECT, INSERT, UPDATE, DELETE ON " + database + ".* TO 'weak'@'127.0.0.1'"));
    }

    @Override
    void grantReading(TestDatabase db, String database, String user) throws Exception {
        server().run(List.of("GRANT SELECT ON " + database + ".* TO '" + user + "'@'127.0.0.1'"));
    }
}
