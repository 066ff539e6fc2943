package dev.aks4j.storage;

import dev.aks4j.core.group.ResourceGroupSpec;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.plan.kind.Difference;
import dev.aks4j.core.plan.kind.Spec;
import dev.aks4j.core.plan.kind.Undeclared;
import dev.aks4j.core.resource.ArmDocument;
import dev.aks4j.core.resource.ArmSpec;
import dev.aks4j.core.resource.ArmType;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.StreamSupport;

/**
 * Says what a storage account should be: its kind and type, who may reach it over which network, and with what. Nothing
 * is open that is not asked for: no public containers, TLS 1.2, and no account keys with {@link Builder#noSharedKeys}.
 * Its data is gone with it, so a plan removes it only with {@code PlanOptions.allowDataLoss(id)}. Immutable and
 * thread-safe.
 *
 * <pre>{@code
 * StorageAccountSpec account = StorageAccountSpec.forFiles("shopshares", group, FileSku.PREMIUM)
 *     .nfsShares().noSharedKeys().privateEndpoint("pe-shopshares", vnet.subnet("endpoints").id(), Service.FILE)
 *     .build();
 * FileShareSpec data = FileShareSpec.builder("data", account, 100).nfs().build();
 * }</pre>
 */
public final class StorageAccountSpec extends ArmSpec {

    static final String API_VERSION = "2025-06-01";

    static final ArmType<StorageAccountSpec> TYPE = ArmType.<StorageAccountSpec>of(
                    "storageAccount", "Microsoft.Storage/storageAccounts", API_VERSION)
            .document(StorageAccountSpec::write)
            .summary(account -> account.sku + ", " + account.kind + (account.sharedKeys ? "" : ", no keys"))
            .requires(account -> account.subnets.stream())
            .fixed("/kind", "a storage account keeps its kind")
            .fixed("/properties/isHnsEnabled", "the hierarchical namespace is chosen when an account is made")
            .fixed("/properties/isNfsV3Enabled", "NFS 3 is chosen when an account is made")
            .fixed("/properties/encryption/requireInfrastructureEncryption", "it is chosen when an account is made")
            .judge(StorageAccountSpec::judge)
            .undeclared(
                    Undeclared.value("/properties/allowSharedKeyAccess", true).secure(),
                    Undeclared.value("/properties/minimumTlsVersion", "TLS1_2").secure(),
                    Undeclared.value("/properties/supportsHttpsTrafficOnly", true)
                            .secure(),
                    Undeclared.value("/properties/networkAcls/defaultAction", "Allow")
                            .secure(),
                    Undeclared.list("/properties/networkAcls/virtualNetworkRules")
                            .secure(),
                    Undeclared.list("/properties/networkAcls/ipRules").secure(),
                    Undeclared.value(
                                    "/properties/azureFilesIdentityBasedAuthentication/smbOAuthSettings/isSmbOAuthEnabled",
                                    false)
                            .secure(),
                    Undeclared.fixed("/properties/isHnsEnabled", false),
                    Undeclared.fixed("/properties/isNfsV3Enabled", false).secure(),
                    Undeclared.fixed("/properties/encryption/requireInfrastructureEncryption", false)
                            .secure(),
                    Undeclared.value("/properties/allowBlobPublicAccess", false).secure(),
                    Undeclared.value("/properties/publicNetworkAccess", "Enabled")
                            .secure(),
                    Undeclared.value("/properties/allowCrossTenantReplication", false)
                            .secure())
            .rules(StorageAccountRules.ALL)
            .holdsData()
            .build();

    /** What of an account is reached. */
    public enum Service {
        /** Shares. */
        FILE("file"),
        /** Containers. */
        BLOB("blob"),
        /** Containers with folders: Data Lake Storage. */
        DATA_LAKE("dfs");

        private final String value;

        Service(String value) {
            this.value = value;
        }

        /** Returns the name as Azure takes it. */
        @Override
        public String toString() {
            return value;
        }
    }

    final String sku;
    final String kind;
    final boolean sharedKeys;
    final boolean nfsShares;
    final boolean smbIdentities;
    final boolean hierarchical;
    final boolean nfsContainers;
    final boolean infrastructureEncryption;
    final Optional<PublicNetworkAccess> publicAccess;
    final Set<ResourceId> subnets;
    final Set<String> ranges;
    final boolean restricted;
    private final List<AccountEndpointSpec> endpoints;

    private StorageAccountSpec(Builder builder) {
        super(builder);
        sku = builder.sku;
        kind = builder.kind;
        sharedKeys = builder.sharedKeys;
        nfsShares = builder.nfsShares;
        smbIdentities = builder.smbIdentities;
        hierarchical = builder.hierarchical;
        nfsContainers = builder.nfsContainers;
        infrastructureEncryption = builder.infrastructureEncryption;
        publicAccess = builder.publicAccess;
        subnets = Set.copyOf(builder.subnets);
        ranges = Set.copyOf(builder.ranges);
        restricted = builder.restricted || !subnets.isEmpty() || !ranges.isEmpty();
        endpoints = builder.endpoints.stream().map(each -> each.of(this)).toList();
    }

    /** Starts an account for shares: of the kind FileStorage for premium and v2 types, else StorageV2. */
    public static Builder forFiles(String name, ResourceGroupSpec group, FileSku sku) {
        return new Builder(name, group, sku.toString(), sku.isPremium() || sku.isV2() ? "FileStorage" : "StorageV2");
    }

    /** Starts an account for containers: of the kind BlockBlobStorage for premium types, else StorageV2. */
    public static Builder forBlobs(String name, ResourceGroupSpec group, BlobSku sku) {
        boolean premium = sku.toString().startsWith("Premium");
        return new Builder(name, group, sku.toString(), premium ? "BlockBlobStorage" : "StorageV2");
    }

    @Override
    public ArmType<StorageAccountSpec> kind() {
        return TYPE;
    }

    /** Returns the kind as Azure names it: FileStorage, BlockBlobStorage or StorageV2. */
    public String accountKind() {
        return kind;
    }

    /** Returns the type as Azure names it, for example Premium_LRS. */
    public String sku() {
        return sku;
    }

    /** Returns whether the account can be reached with its keys. */
    public boolean hasSharedKeys() {
        return sharedKeys;
    }

    /** Returns whether the account has private endpoints. */
    public boolean hasPrivateEndpoint() {
        return !endpoints.isEmpty();
    }

    /** Returns whether shares are mounted over SMB with identities. */
    public boolean takesSmbIdentities() {
        return smbIdentities;
    }

    List<AccountEndpointSpec> endpoints() {
        return endpoints;
    }

    @Override
    public List<Spec> derived() {
        return List.copyOf(endpoints);
    }

    private static void write(StorageAccountSpec it, ArmDocument document) {
        document.set("/kind", it.kind)
                .set("/sku/name", it.sku)
                .setSwitch("/properties/allowSharedKeyAccess", it.sharedKeys, true)
                .setDefault("/properties/allowBlobPublicAccess", false)
                .setDefault("/properties/minimumTlsVersion", "TLS1_2");
        if (it.nfsShares) {
            document.set("/properties/supportsHttpsTrafficOnly", false);
        } else {
            document.setDefault("/properties/supportsHttpsTrafficOnly", true);
        }
        if (it.smbIdentities) {
            document.set("/properties/azureFilesIdentityBasedAuthentication/smbOAuthSettings/isSmbOAuthEnabled", true)
                    .setDefault("/properties/azureFilesIdentityBasedAuthentication/directoryServiceOptions", "None");
        }
        if (it.hierarchical) {
            document.set("/properties/isHnsEnabled", true);
        }
        if (it.nfsContainers) {
            document.set("/properties/isNfsV3Enabled", true);
        }
        if (it.infrastructureEncryption) {
            document.set("/properties/encryption/requireInfrastructureEncryption", true)
                    .setDefault("/properties/encryption/keySource", "Microsoft.Storage");
        }
        document.set("/properties/publicNetworkAccess", it.publicAccess.map(PublicNetworkAccess::toString));
        if (it.restricted) {
            document.set("/properties/networkAcls/defaultAction", "Deny")
                    .setDefault("/properties/networkAcls/bypass", "AzureServices")
                    .each(
                            "/properties/networkAcls/virtualNetworkRules",
                            it.subnets.stream()
                                    .map(ResourceId::toString)
                                    .sorted()
                                    .toList(),
                            (subnet, rule) ->
                                    rule.set("/id", ResourceId.parse(subnet)).set("/action", "Allow"))
                    .each(
                            "/properties/networkAcls/ipRules",
                            new TreeSet<>(it.ranges),
                            (range, rule) -> rule.set("/value", range).set("/action", "Allow"));
        }
    }

    /** Rules of networks are what they name, whatever else Azure writes beside it, and in whatever order. */
    private static Optional<Difference> judge(StorageAccountSpec spec, Difference difference, Json live) {
        boolean subnets = difference.path().endsWith("/virtualNetworkRules");
        if (!subnets && !difference.path().endsWith("/ipRules")) {
            return Optional.of(difference);
        }
        String key = subnets ? "id" : "value";
        return named(difference.before(), key).equals(named(difference.after(), key))
                ? Optional.empty()
                : Optional.of(difference);
    }

    private static Set<String> named(Json rules, String key) {
        Set<String> names = new TreeSet<>();
        StreamSupport.stream(rules.spliterator(), false)
                .forEach(rule -> names.add(rule.path(key).asText().toLowerCase(Locale.ROOT)));
        return names;
    }

    /** Returns the id of the account's part that holds shares or containers. */
    ResourceId service(String name) {
        return id().child(name, "default");
    }

    /** Builds a {@link StorageAccountSpec}. Not thread-safe. */
    public static final class Builder extends ArmSpec.Tagged<StorageAccountSpec, Builder> {
        private final String sku;
        private final String kind;
        private boolean sharedKeys = true;
        private boolean nfsShares;
        private boolean smbIdentities;
        private boolean hierarchical;
        private boolean nfsContainers;
        private boolean infrastructureEncryption;
        private boolean restricted;
        private Optional<PublicNetworkAccess> publicAccess = Optional.empty();
        private final Set<ResourceId> subnets = new LinkedHashSet<>();
        private final Set<String> ranges = new LinkedHashSet<>();
        private final List<AccountEndpointSpec.Draft> endpoints = new ArrayList<>();

        private Builder(String name, ResourceGroupSpec group, String sku, String kind) {
            super(name, group);
            this.sku = sku;
            this.kind = kind;
        }

        /** Switches the account's keys off: whoever reaches it needs a role. */
        public Builder noSharedKeys() {
            sharedKeys = false;
            return this;
        }

        /** Lets shares be mounted over NFS, for which transport without TLS has to be allowed. */
        public Builder nfsShares() {
            nfsShares = true;
            return this;
        }

        /** Lets shares be mounted over SMB with the identity of nodes or pods. */
        public Builder smbIdentities() {
            smbIdentities = true;
            return this;
        }

        /** Makes containers have folders: Data Lake Storage. Cannot be changed. */
        public Builder hierarchicalNamespace() {
            hierarchical = true;
            return this;
        }

        /** Lets containers be mounted over NFS 3, with a hierarchical namespace. Cannot be changed. */
        public Builder nfsContainers() {
            nfsContainers = true;
            hierarchical = true;
            return this;
        }

        /** Encrypts data twice. Cannot be changed. */
        public Builder infrastructureEncryption() {
            infrastructureEncryption = true;
            return this;
        }

        /** Lets these subnets in, and nothing else but what else is named; they need the endpoint Microsoft.Storage. */
        public Builder allowSubnet(ResourceId... more) {
            subnets.addAll(List.of(more));
            return this;
        }

        /** Lets public addresses in, and nothing else but what else is named: an address or range such as 203.0.113.0/24. */
        public Builder allowRange(String... more) {
            ranges.addAll(List.of(more));
            return this;
        }

        /** Lets nothing in over its public address but what is named. */
        public Builder denyOthers() {
            restricted = true;
            return this;
        }

        /** Sets whether the account can be reached over public networks at all. Default: what Azure has, Enabled. */
        public Builder publicNetworkAccess(PublicNetworkAccess access) {
            publicAccess = Optional.of(access);
            return this;
        }

        /** Makes a private endpoint in a subnet. Its name resolves once a private DNS zone holds it; see the other method. */
        public Builder privateEndpoint(String name, ResourceId subnet, Service service) {
            endpoints.add(new AccountEndpointSpec.Draft(name, subnet, service, Optional.empty()));
            return this;
        }

        /**
         * Makes a private endpoint in a subnet, and lets a private DNS zone hold its name.
         *
         * @param zone the zone of the service, for example {@code privatelink.file.core.windows.net}, linked to the network
         */
        public Builder privateEndpoint(String name, ResourceId subnet, Service service, ResourceId zone) {
            endpoints.add(new AccountEndpointSpec.Draft(name, subnet, service, Optional.of(zone)));
            return this;
        }

        @Override
        protected StorageAccountSpec create() {
            return new StorageAccountSpec(this);
        }
    }
}
