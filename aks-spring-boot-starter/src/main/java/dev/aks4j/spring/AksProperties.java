package dev.aks4j.spring;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.ConstructorBinding;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings {@code aks4j.*}. Immutable and thread-safe.
 *
 * <pre>{@code
 * aks4j:
 *   subscriptions:
 *     prod:
 *       id: 6f2c0000-0000-0000-0000-000000000001
 *   ledger:
 *     type: jdbc
 *   resume:
 *     enabled: true
 * }</pre>
 */
@ConfigurationProperties("aks4j")
public final class AksProperties {

    private final Map<String, Subscription> subscriptions;
    private final Cloud cloud;
    private final String armEndpoint;
    private final String entraAuthority;
    private final Optional<Path> caCertificate;
    private final Ledger ledger;
    private final Resume resume;

    @ConstructorBinding
    AksProperties(
            @DefaultValue Map<String, Subscription> subscriptions,
            @DefaultValue("public-cloud") Cloud cloud,
            @DefaultValue("") String armEndpoint,
            @DefaultValue("") String entraAuthority,
            Path caCertificate,
            @DefaultValue Ledger ledger,
            @DefaultValue Resume resume) {
        this.subscriptions = Map.copyOf(subscriptions);
        this.cloud = cloud;
        this.armEndpoint = armEndpoint;
        this.entraAuthority = entraAuthority;
        this.caCertificate = Optional.ofNullable(caCertificate);
        this.ledger = ledger;
        this.resume = resume;
    }

    /** Returns the subscriptions, by the names that their beans are qualified with. */
    public Map<String, Subscription> subscriptions() {
        return subscriptions;
    }

    /** Returns the cloud. */
    public Cloud cloud() {
        return cloud;
    }

    /** Returns Azure Resource Manager's address in a cloud of one's own; empty if none is set. */
    public String armEndpoint() {
        return armEndpoint;
    }

    /** Returns Entra's address in a cloud of one's own; empty if none is set. */
    public String entraAuthority() {
        return entraAuthority;
    }

    /** Returns the file with certificates that are trusted besides the JDK's. */
    public Optional<Path> caCertificate() {
        return caCertificate;
    }

    /** Returns where runs are written down. */
    public Ledger ledger() {
        return ledger;
    }

    /** Returns whether interrupted runs are taken up. */
    public Resume resume() {
        return resume;
    }

    /** Clouds of Azure. */
    public enum Cloud {
        /** Azure for everybody. */
        PUBLIC_CLOUD,
        /** Azure Government. */
        US_GOVERNMENT,
        /** Azure operated by 21Vianet. */
        CHINA
    }

    /** One subscription. Immutable and thread-safe. */
    public static final class Subscription {

        private final String id;
        private final String tenantId;
        private final String clientId;
        private final String clientSecret;

        @ConstructorBinding
        Subscription(
                @DefaultValue("") String id,
                @DefaultValue("") String tenantId,
                @DefaultValue("") String clientId,
                @DefaultValue("") String clientSecret) {
            this.id = id;
            this.tenantId = tenantId;
            this.clientId = clientId;
            this.clientSecret = clientSecret;
        }

        /** Returns its GUID. */
        public String id() {
            return id;
        }

        /** Returns the tenant of the client; empty if the shared credential is used. */
        public String tenantId() {
            return tenantId;
        }

        /** Returns the client that signs in; empty if the shared credential is used. */
        public String clientId() {
            return clientId;
        }

        String clientSecret() {
            return clientSecret;
        }

        /** Returns ids; never the secret. */
        @Override
        public String toString() {
            return "subscription " + id;
        }
    }

    /** Where runs are written down. Immutable and thread-safe. */
    public static final class Ledger {

        private final Type type;
        private final Optional<Path> path;
        private final Duration lease;
        private final Duration keepFinished;
        private final boolean flyway;

        @ConstructorBinding
        Ledger(
                @DefaultValue("auto") Type type,
                Path path,
                @DefaultValue("1m") Duration lease,
                @DefaultValue("90d") Duration keepFinished,
                @DefaultValue("false") boolean flyway) {
            this.type = type;
            this.path = Optional.ofNullable(path);
            this.lease = lease;
            this.keepFinished = keepFinished;
            this.flyway = flyway;
        }

        /** Returns the sort of ledger. */
        public Type type() {
            return type;
        }

        /** Returns where a ledger in a file is. */
        public Optional<Path> path() {
            return path;
        }

        /** Returns for how long after its last sign of life a run in a database counts as carried out. */
        public Duration lease() {
            return lease;
        }

        /** Returns how long finished runs are kept in a database. */
        public Duration keepFinished() {
            return keepFinished;
        }

        /** Returns whether Flyway makes the tables. */
        public boolean flyway() {
            return flyway;
        }

        /** Sorts of ledgers. */
        public enum Type {
            /** In the application's database if it has a data source and aks-ledger-jdbc, otherwise in memory. */
            AUTO,
            /** In memory; a crash loses it. */
            MEMORY,
            /** In a file, for one replica. */
            FILE,
            /** In an H2 database in a file, for one replica. */
            EMBEDDED,
            /** In the application's database, for any number of replicas. */
            JDBC
        }
    }

    /** Whether interrupted runs are taken up. Immutable and thread-safe. */
    public static final class Resume {

        private final boolean enabled;
        private final Duration interval;

        @ConstructorBinding
        Resume(@DefaultValue("false") boolean enabled, @DefaultValue("30s") Duration interval) {
            this.enabled = enabled;
            this.interval = interval;
        }

        /** Returns whether they are taken up at the start, and looked for again from time to time. */
        public boolean enabled() {
            return enabled;
        }

        /** Returns how long it is from one look to the next. */
        public Duration interval() {
            return interval;
        }
    }
}
