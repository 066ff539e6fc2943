package dev.aks4j.storage;

import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.plan.kind.Difference;
import dev.aks4j.core.plan.kind.Spec;
import dev.aks4j.core.resource.ArmDocument;
import dev.aks4j.core.resource.ArmSpec;
import dev.aks4j.core.resource.ArmType;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** A private endpoint of a storage account, in a subnet; it comes with its account. */
final class AccountEndpointSpec extends ArmSpec {

    private static final String API_VERSION = "2025-03-01";

    static final ArmType<AccountEndpointSpec> TYPE = ArmType.<AccountEndpointSpec>of(
                    "privateEndpoint", "Microsoft.Network/privateEndpoints", API_VERSION)
            .document(AccountEndpointSpec::write)
            .summary(endpoint -> endpoint.service + " of " + endpoint.account.name())
            .requires(endpoint -> Stream.of(endpoint.account, endpoint.subnet))
            .recreated("/properties/subnet", "a private endpoint stays in its subnet")
            .recreated("/properties/privateLinkServiceConnections", "a private endpoint keeps what it leads to")
            .judge(AccountEndpointSpec::connection)
            .holdsNothing()
            .build();

    private static final ArmType<Zone> ZONE = ArmType.<Zone>of(
                    "privateDnsZoneGroup", "Microsoft.Network/privateEndpoints/privateDnsZoneGroups", API_VERSION)
            .document((group, document) -> document.each(
                    "/properties/privateDnsZoneConfigs",
                    List.of(group.zone),
                    (zone, config) -> config.set("/name", zone.name().replace('.', '-'))
                            .set("/properties/privateDnsZoneId", zone)))
            .summary(group -> group.zone.name())
            .requires(group -> Stream.of(group.zone, group.parent()))
            .judge(AccountEndpointSpec::named)
            .holdsNothing()
            .build();

    /**
     * An endpoint of which the account is not made yet.
     *
     * @param name its name
     * @param subnet the subnet that it lies in
     * @param service what it leads to
     * @param zone the private DNS zone that holds its name
     */
    record Draft(String name, ResourceId subnet, StorageAccountSpec.Service service, Optional<ResourceId> zone) {

        AccountEndpointSpec of(StorageAccountSpec account) {
            return new AccountEndpointSpec(new Builder(this, account));
        }
    }

    private final ResourceId account;
    private final ResourceId subnet;
    private final StorageAccountSpec.Service service;
    private final Optional<ResourceId> zone;

    private AccountEndpointSpec(Builder builder) {
        super(builder);
        account = builder.account;
        subnet = builder.draft.subnet();
        service = builder.draft.service();
        zone = builder.draft.zone();
    }

    @Override
    public ArmType<AccountEndpointSpec> kind() {
        return TYPE;
    }

    StorageAccountSpec.Service service() {
        return service;
    }

    @Override
    public List<Spec> derived() {
        return zone.<Spec>map(id -> new Zone(new ZoneBuilder(this, id))).stream()
                .toList();
    }

    private static void write(AccountEndpointSpec it, ArmDocument document) {
        document.reference("/properties/subnet", it.subnet)
                .each(
                        "/properties/privateLinkServiceConnections",
                        List.of(it),
                        (endpoint, connection) -> connection
                                .set("/name", endpoint.name())
                                .set("/properties/privateLinkServiceId", endpoint.account)
                                .set("/properties/groupIds", List.of(endpoint.service.toString())));
    }

    /** A zone is in the group under whatever name. */
    private static Optional<Difference> named(Zone group, Difference difference, Json live) {
        boolean there = live.at("/properties/privateDnsZoneConfigs").stream()
                .anyMatch(each -> each.at("/properties/privateDnsZoneId")
                        .asText()
                        .toLowerCase(Locale.ROOT)
                        .endsWith(group.zone.toString().toLowerCase(Locale.ROOT)));
        return there ? Optional.empty() : Optional.of(difference);
    }

    /** A connection has a name, and is asked for or not, as whoever made it wanted; what it reaches is what counts. */
    private static Optional<Difference> connection(AccountEndpointSpec endpoint, Difference difference, Json live) {
        if (!difference.path().startsWith("/properties/privateLinkServiceConnections")) {
            return Optional.of(difference);
        }
        for (String list : List.of("privateLinkServiceConnections", "manualPrivateLinkServiceConnections")) {
            for (Json there : live.path("properties").path(list)) {
                Json reached = there.path("properties");
                boolean same = reached.path("privateLinkServiceId")
                                .asText()
                                .toLowerCase(Locale.ROOT)
                                .endsWith(endpoint.account.toString().toLowerCase(Locale.ROOT))
                        && reached.path("groupIds").stream()
                                .map(Json::asText)
                                .toList()
                                .equals(List.of(endpoint.service.toString()));
                if (same) {
                    return Optional.empty();
                }
            }
        }
        return Optional.of(difference);
    }

    private static final class Builder extends ArmSpec.Tagged<AccountEndpointSpec, Builder> {
        private final Draft draft;
        private final ResourceId account;

        private Builder(Draft draft, StorageAccountSpec account) {
            super(draft.name(), account.parent(), account.region());
            this.draft = draft;
            this.account = account.id();
        }

        @Override
        protected AccountEndpointSpec create() {
            return new AccountEndpointSpec(this);
        }
    }

    /** The group of DNS zones that hold an endpoint's name. */
    private static final class Zone extends ArmSpec {
        private final ResourceId zone;

        private Zone(ZoneBuilder builder) {
            super(builder);
            zone = builder.zone;
        }

        @Override
        public ArmType<Zone> kind() {
            return ZONE;
        }
    }

    private static final class ZoneBuilder extends ArmSpec.Builder<Zone, ZoneBuilder> {
        private final ResourceId zone;

        private ZoneBuilder(AccountEndpointSpec endpoint, ResourceId zone) {
            super("default", endpoint.id(), Optional.empty());
            this.zone = zone;
        }

        @Override
        protected Zone create() {
            return new Zone(this);
        }
    }
}
