package dev.aks4j.ledger.jdbc;

import dev.aks4j.core.model.AksException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** Makes the tables, or brings them to this version. */
final class Schema {

    /** The scripts, by the version that each one brings. */
    static final List<String> SCRIPTS = List.of("V1__runs.sql");

    private static final String FOLDER = "dev/aks4j/ledger/jdbc";

    /** Of all locks that PostgreSQL keeps by number, ours: "aks4j" in ASCII. */
    private static final long LOCK = 0x616b73346aL;

    private final DataSource database;
    private final Tries tries;

    Schema(DataSource database, Tries tries) {
        this.database = database;
        this.tries = tries;
    }

    void bring(SchemaWay way) {
        int before = tries.inTransaction("looking for its tables", (connection, attempt) -> version(connection));
        if (before > SCRIPTS.size()) {
            throw new AksException(
                    "The ledger's tables are of version " + before + ", and this library knows " + SCRIPTS.size()
                            + ". Use the version of this library that the other replicas use, or a newer one.");
        }
        switch (way) {
            case FLYWAY -> ByFlyway.migrate(database, before);
            case OURS -> {
                if (before < SCRIPTS.size()) {
                    tries.inTransaction("making its tables", (connection, attempt) -> run(connection));
                }
            }
            case THERE -> {
                if (before < SCRIPTS.size()) {
                    throw new AksException("The ledger's tables are of version " + before + ", and this library needs "
                            + SCRIPTS.size() + ". Run the scripts " + FOLDER + "/V*.sql of aks-ledger-jdbc first.");
                }
            }
        }
    }

    private static int version(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            ResultSet there = statement.executeQuery("select count(*) from information_schema.tables where"
                    + " lower(table_name) = 'aks4j_schema' and table_schema = current_schema");
            there.next();
            if (there.getInt(1) == 0) {
                return 0;
            }
            ResultSet version = statement.executeQuery("select version from aks4j_schema");
            return version.next() ? version.getInt(1) : 0;
        }
    }

    private static int run(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            if (connection.getMetaData().getDatabaseProductName().equals("PostgreSQL")) {
                // Replicas that start at one moment wait here for the first one; the end of the transaction gives it
                // back.
                statement.execute("select pg_advisory_xact_lock(" + LOCK + ")");
            }
            for (int version = version(connection); version < SCRIPTS.size(); version++) {
                for (String command : commands(SCRIPTS.get(version))) {
                    statement.execute(command);
                }
            }
            return SCRIPTS.size();
        }
    }

    private static List<String> commands(String script) {
        String name = "/" + FOLDER + "/" + script;
        try (InputStream stream = Schema.class.getResourceAsStream(name)) {
            String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            String code =
                    text.lines().filter(line -> !line.strip().startsWith("--")).collect(Collectors.joining("\n"));
            return List.of(code.split(";")).stream()
                    .map(String::strip)
                    .filter(command -> !command.isEmpty())
                    .toList();
        } catch (IOException e) {
            throw new AksException("The script " + name + " of aks-ledger-jdbc could not be read: " + e, e);
        }
    }

    /** Apart, so that Flyway is needed by those only who ask for it. */
    private static final class ByFlyway {

        static void migrate(DataSource database, int before) {
            Flyway.configure(Schema.class.getClassLoader())
                    .dataSource(database)
                    .locations("classpath:" + FOLDER)
                    .table("aks4j_flyway_history")
                    .baselineOnMigrate(true)
                    .baselineVersion(String.valueOf(before))
                    .load()
                    .migrate();
        }
    }
}
