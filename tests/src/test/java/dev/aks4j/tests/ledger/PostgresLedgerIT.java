package dev.aks4j.tests.ledger;

import dev.aks4j.core.plan.ledger.Ledger;
import dev.aks4j.ledger.jdbc.JdbcLedger;
import dev.aks4j.testkit.LedgerContract;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.parallel.Isolated;
import org.postgresql.ds.PGSimpleDataSource;

/** What every ledger has to do, done by a real PostgreSQL. {@code tests/postgres.sh} starts it. */
@Isolated("one database")
@EnabledIfSystemProperty(named = "aks4j.postgres", matches = ".+")
class PostgresLedgerIT extends LedgerContract {

    @Override
    protected Ledger ledger() {
        String schema = "contract_" + UUID.randomUUID().toString().replace('-', '_');
        try (Connection connection = source("").getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create schema " + schema);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return JdbcLedger.builder(source("&currentSchema=" + schema)).open();
    }

    private static PGSimpleDataSource source(String more) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(System.getProperty("aks4j.postgres") + more);
        return source;
    }
}
