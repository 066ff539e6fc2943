package dev.aks4j.network.resource;

import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.plan.kind.Undeclared;
import dev.aks4j.core.resource.ArmSpec;
import dev.aks4j.core.resource.ArmType;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Says what the records of one type under one name of a private DNS zone should be: all of them. Immutable and thread-safe.
 *
 * <pre>{@code
 * PrivateDnsRecordSpec.builder(PrivateDnsRecordSpec.Type.A, "web", zone.id(), "10.20.8.10").ttl(300).build();
 * }</pre>
 */
public final class PrivateDnsRecordSpec extends ArmSpec {

    /** The types of records. */
    public enum Type {
        /** IPv4 addresses. */
        A("aRecords", "ipv4Address"),
        /** IPv6 addresses. */
        AAAA("aaaaRecords", "ipv6Address"),
        /** Another name; one only. */
        CNAME("cnameRecord", "cname"),
        /** Texts. */
        TXT("txtRecords", "value");

        private final String list;
        private final String member;

        Type(String list, String member) {
            this.list = list;
            this.member = member;
        }
    }

    private static final Map<Type, ArmType<PrivateDnsRecordSpec>> KINDS = new EnumMap<>(Type.class);

    static {
        for (Type type : Type.values()) {
            KINDS.put(
                    type,
                    ArmType.<PrivateDnsRecordSpec>of(
                                    "privateDnsRecord",
                                    ResourceNames.TYPE + "privateDnsZones/" + type,
                                    PrivateDnsRules.API_VERSION)
                            .document((record, document) -> {
                                document.setOrDefault("/properties/ttl", record.saidTtl, record.ttl);
                                record.write(document);
                            })
                            .summary(record -> record.type + " " + String.join(", ", record.values))
                            .undeclared(Undeclared.value("/properties/ttl", 3600))
                            .rules(PrivateDnsRules.RECORD)
                            .inPlan(ConflictRules::record)
                            .build());
        }
    }

    private final Type type;
    private final List<String> values;
    private final int ttl;
    private final Optional<Integer> saidTtl;

    private PrivateDnsRecordSpec(Builder builder) {
        super(builder);
        type = builder.type;
        values = List.copyOf(builder.values);
        saidTtl = builder.ttl;
        ttl = builder.ttl.orElse(3600);
    }

    private void write(dev.aks4j.core.resource.ArmDocument document) {
        switch (type) {
            case CNAME -> document.set("/properties/cnameRecord/cname", values.get(0));
            case TXT ->
                document.each(
                        "/properties/txtRecords", values, (text, element) -> element.set("/value", List.of(text)));
            default ->
                document.each(
                        "/properties/" + type.list, values, (value, element) -> element.set("/" + type.member, value));
        }
    }

    /**
     * Starts the records of a name.
     *
     * @param type what they are
     * @param name below the zone; {@code @} for the zone itself
     * @param zone the zone
     * @param values addresses, one name, or texts
     */
    public static Builder builder(Type type, String name, ResourceId zone, String... values) {
        return new Builder(type, name, zone, List.of(values));
    }

    /** Returns the type of the records. */
    public Type type() {
        return type;
    }

    /** Returns the values. */
    public List<String> values() {
        return values;
    }

    /** Returns for how many seconds answers may be kept. */
    public int ttl() {
        return ttl;
    }

    @Override
    public ArmType<PrivateDnsRecordSpec> kind() {
        return Objects.requireNonNull(KINDS.get(type), "a kind for each type of record");
    }

    /** Builds a {@link PrivateDnsRecordSpec}. Not thread-safe. */
    public static final class Builder extends ArmSpec.Builder<PrivateDnsRecordSpec, Builder> {
        private final Type type;
        private final List<String> values;
        private Optional<Integer> ttl = Optional.empty();

        private Builder(Type type, String name, ResourceId zone, List<String> values) {
            super(name, zone, Optional.empty());
            this.type = type;
            this.values = values;
        }

        /** Sets for how many seconds answers may be kept. Default: 3600. */
        public Builder ttl(int seconds) {
            ttl = Optional.of(seconds);
            return this;
        }

        @Override
        protected PrivateDnsRecordSpec create() {
            return new PrivateDnsRecordSpec(this);
        }
    }
}
