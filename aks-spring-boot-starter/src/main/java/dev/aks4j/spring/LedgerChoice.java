package dev.aks4j.spring;

import dev.aks4j.core.model.AksException;
import dev.aks4j.core.plan.ledger.FileLedger;
import dev.aks4j.core.plan.ledger.Ledger;
import dev.aks4j.core.plan.ledger.MemoryLedger;
import dev.aks4j.ledger.jdbc.JdbcLedger;
import java.nio.file.Path;
import java.util.Locale;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.util.ClassUtils;

/** The ledger that the configuration asks for. */
final class LedgerChoice {

    private static final String JDBC = "dev.aks4j.ledger.jdbc.JdbcLedger";

    private LedgerChoice() {}

    static Ledger of(AksProperties.Ledger settings, ObjectProvider<DataSource> database) {
        boolean jdbc = ClassUtils.isPresent(JDBC, LedgerChoice.class.getClassLoader());
        return switch (settings.type()) {
            case MEMORY -> new MemoryLedger();
            case FILE -> FileLedger.open(path(settings));
            case EMBEDDED -> InDatabase.embedded(needed(jdbc, settings), path(settings));
            case JDBC -> {
                DataSource source = database.getIfAvailable();
                if (source == null) {
                    throw new AksException("aks4j.ledger.type is jdbc, and the application has no data source. Set"
                            + " spring.datasource.url, or another type.");
                }
                yield InDatabase.open(needed(jdbc, settings), settings, source);
            }
            case AUTO -> {
                DataSource source = database.getIfAvailable();
                yield jdbc && source != null ? InDatabase.open(true, settings, source) : new MemoryLedger();
            }
        };
    }

    private static boolean needed(boolean jdbc, AksProperties.Ledger settings) {
        if (!jdbc) {
            throw new AksException(
                    "aks4j.ledger.type is " + settings.type().name().toLowerCase(Locale.ROOT)
                            + ", and dev.aks4j:aks-ledger-jdbc is not there. Add the dependency, or set another type.");
        }
        return true;
    }

    private static Path path(AksProperties.Ledger settings) {
        return settings.path()
                .orElseThrow(() -> new AksException("aks4j.ledger.path is missing. Set where the ledger's file is, on a"
                        + " disk that outlives the process."));
    }

    /** Apart, so that aks-ledger-jdbc is needed by those only who use it. */
    private static final class InDatabase {

        static Ledger embedded(boolean there, Path path) {
            return JdbcLedger.embedded(path);
        }

        static Ledger open(boolean there, AksProperties.Ledger settings, DataSource source) {
            JdbcLedger.Builder ledger =
                    JdbcLedger.builder(source).lease(settings.lease()).keepFinished(settings.keepFinished());
            return (settings.flyway() ? ledger.flyway() : ledger).open();
        }
    }
}
