package dev.aks4j.tests.truth;

import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.plan.kind.Spec;
import dev.aks4j.identity.BuiltInRole;
import dev.aks4j.identity.CustomRoleSpec;
import dev.aks4j.identity.FederatedCredentialSpec;
import dev.aks4j.identity.IdentityBindingSpec;
import dev.aks4j.identity.ManagedIdentitySpec;
import dev.aks4j.identity.Principal;
import dev.aks4j.identity.RbacSubject;
import dev.aks4j.identity.RoleAssignmentSpec;
import dev.aks4j.identity.RoleBindingSpec;
import dev.aks4j.identity.RoleSpec;
import dev.aks4j.identity.SecretProviderClassSpec;
import dev.aks4j.identity.ServiceAccountSpec;
import dev.aks4j.identity.SyncedSecret;
import dev.aks4j.identity.VaultObject;
import dev.aks4j.tests.docs.CoverageCases;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** What can be said of identities, roles, and who acts as whom. */
final class IdentityWords {

    private static final ManagedIdentitySpec IDENTITY = ManagedIdentitySpec.of("id-orders", CoverageCases.GROUP);

    /** A class of secrets that has one way of reading. Mutable. */
    private static final class Secrets {
        private final ClusterSpec cluster;
        private Function<SecretProviderClassSpec.Builder, SecretProviderClassSpec.Reading> way =
                builder -> builder.asWorkload(IDENTITY);
        private final List<VaultObject> objects = new ArrayList<>();
        private final List<UnaryOperator<SecretProviderClassSpec.Reading>> more = new ArrayList<>();
        private String tenant = "";

        private Secrets(ClusterSpec cluster) {
            this.cluster = cluster;
        }

        private SecretProviderClassSpec spec() {
            SecretProviderClassSpec.Reading reading =
                    way.apply(SecretProviderClassSpec.builder("vault", "default", cluster, "vault"));
            reading.object(VaultObject.secret("first"));
            objects.forEach(reading::object);
            more.forEach(call -> call.apply(reading));
            return (tenant.isEmpty() ? reading : reading.tenant(tenant)).build();
        }
    }

    static final List<Part<?>> PARTS = List.of(
            Part.of(
                            "identity",
                            cluster -> ManagedIdentitySpec.builder("id-orders", CoverageCases.GROUP),
                            ManagedIdentitySpec.Builder::build)
                    .say("tag", identity -> identity.tag("cost", "1"))
                    .say("tag again", identity -> identity.tag("cost", "2"))
                    .say("elsewhere", identity -> identity.region(dev.aks4j.core.model.Region.NORTH_EUROPE)),
            Part.of(
                            "grant",
                            cluster -> RoleAssignmentSpec.builder(
                                    BuiltInRole.NETWORK_CONTRIBUTOR, CoverageCases.GROUP.id(), Principal.of(IDENTITY)),
                            RoleAssignmentSpec.Builder::build)
                    .say("described", grant -> grant.description("for orders"))
                    .say("described otherwise", grant -> grant.description("For orders")),
            Part.of(
                            "custom role",
                            cluster -> CustomRoleSpec.builder("shop reader")
                                    .assignableOn(CoverageCases.GROUP.id())
                                    .action("Microsoft.Network/virtualNetworks/read"),
                            CustomRoleSpec.Builder::build)
                    .say("described", role -> role.description("reads"))
                    .say("one more action", role -> role.action("Microsoft.Network/virtualNetworks/subnets/read"))
                    .say("but for one", role -> role.notAction("Microsoft.Network/virtualNetworks/delete"))
                    .say(
                            "data",
                            role -> role.dataAction(
                                    "Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read"))
                    .say(
                            "but for some data",
                            role -> role.notDataAction(
                                    "Microsoft.Storage/storageAccounts/blobServices/containers/blobs/delete")),
            Part.choice("credential", credentials()),
            Part.choice("binding", Map.of("orders", cluster -> IdentityBindingSpec.of("orders", cluster, IDENTITY)))
                    .on("workloadIdentity()"),
            Part.of(
                            "service account",
                            cluster -> ServiceAccountSpec.builder("orders", "default", cluster),
                            ServiceAccountSpec.Builder::build)
                    .say("acts as an identity", account -> account.actsAs(IDENTITY))
                    .say("token of an hour", account -> account.tokenExpiration(Duration.ofHours(1)))
                    .say("token of a day", account -> account.tokenExpiration(Duration.ofHours(24)))
                    .say("tenant", account -> account.actsAs(IDENTITY).tenant("7f1d0000-0000-4000-8000-000000000002"))
                    .say("annotation", account -> account.annotation("example.org/a", "b")),
            Part.of(
                            "role",
                            cluster -> RoleSpec.role("reader", "default", cluster)
                                    .allow(rule ->
                                            rule.apiGroups("").resources("pods").verbs("get", "list")),
                            RoleSpec.Builder::build)
                    .say(
                            "secrets",
                            role -> role.allow(rule -> rule.apiGroups("")
                                    .resources("secrets")
                                    .resourceNames("a", "b")
                                    .verbs("get")))
                    .say(
                            "secrets turned",
                            role -> role.allow(rule -> rule.apiGroups("")
                                    .resources("secrets")
                                    .resourceNames("b", "a")
                                    .verbs("get"))),
            Part.of(
                            "cluster role",
                            cluster -> RoleSpec.clusterRole("reader", cluster)
                                    .allow(rule -> rule.apiGroups("")
                                            .resources("nodes")
                                            .verbs("get")),
                            RoleSpec.Builder::build)
                    .say(
                            "paths",
                            role -> role.allow(
                                    rule -> rule.nonResourceUrls("/metrics").verbs("get")))
                    .say("acts as an identity", role -> role.useIdentity(IDENTITY))
                    .say("aggregated", role -> role.aggregateTo("view")),
            Part.choice("role binding", bindings()),
            Part.of("secrets", Secrets::new, Secrets::spec)
                    .say("as nodes", secrets -> secrets.way = builder -> builder.asNodes(IDENTITY))
                    .say("as add-on", secrets -> secrets.way = SecretProviderClassSpec.Builder::asAddon)
                    .say("cloud", secrets -> secrets.more.add(reading -> reading.cloud("AzureChinaCloud")))
                    .say(
                            "cloud of a file",
                            secrets -> secrets.more.add(
                                    reading -> reading.cloud("AzureStackCloud").cloudFile("/etc/cloud.json")))
                    .say(
                            "synced",
                            secrets -> secrets.more.add(reading -> reading.sync(SyncedSecret.of("first")
                                    .type("Opaque")
                                    .label("a", "b")
                                    .data("key", "first"))))
                    .say("forms", secrets -> {
                        secrets.objects.add(VaultObject.secret("p").pfx());
                        secrets.objects.add(VaultObject.secret("q").pem());
                        secrets.objects.add(VaultObject.secret("r").encoding("base64"));
                        secrets.objects.add(VaultObject.secret("s").permission("0400"));
                        secrets.objects.add(VaultObject.secret("t").versions(2));
                    })
                    .say("tenant", secrets -> secrets.tenant = "7f1d0000-0000-4000-8000-000000000002")
                    .say(
                            "key",
                            secrets -> secrets.objects.add(VaultObject.key("k").inFile("file")))
                    .say(
                            "certificate",
                            secrets -> secrets.objects.add(
                                    VaultObject.certificate("c").at("1"))));

    private IdentityWords() {}

    private static Map<String, Function<ClusterSpec, ? extends Spec>> credentials() {
        Map<String, Function<ClusterSpec, ? extends Spec>> all = new LinkedHashMap<>();
        all.put(
                "issuer",
                cluster -> FederatedCredentialSpec.forIssuer("orders", IDENTITY.id(), "https://example.org", "repo:a"));
        all.put(
                "subject",
                cluster -> FederatedCredentialSpec.forIssuer("orders", IDENTITY.id(), "https://example.org", "repo:A"));
        all.put(
                "audience",
                cluster -> FederatedCredentialSpec.forIssuer("orders", IDENTITY.id(), "https://example.org", "repo:a")
                        .audience("other"));
        return all;
    }

    private static Map<String, Function<ClusterSpec, ? extends Spec>> bindings() {
        Map<String, Function<ClusterSpec, ? extends Spec>> all = new LinkedHashMap<>();
        all.put(
                "user",
                cluster -> RoleBindingSpec.roleBinding("readers", "default", cluster)
                        .role("reader")
                        .subject(RbacSubject.user("a@example.org"))
                        .build());
        all.put(
                "other letters",
                cluster -> RoleBindingSpec.roleBinding("readers", "default", cluster)
                        .role("reader")
                        .subject(RbacSubject.user("A@example.org"))
                        .build());
        all.put(
                "cluster role",
                cluster -> RoleBindingSpec.roleBinding("readers", "default", cluster)
                        .clusterRole("view")
                        .subject(RbacSubject.user("a@example.org"))
                        .build());
        all.put(
                "two",
                cluster -> RoleBindingSpec.roleBinding("readers", "default", cluster)
                        .role("reader")
                        .subject(RbacSubject.user("a@example.org"))
                        .subject(RbacSubject.serviceAccount("default", "orders"))
                        .build());
        all.put(
                "two, turned",
                cluster -> RoleBindingSpec.roleBinding("readers", "default", cluster)
                        .role("reader")
                        .subject(RbacSubject.serviceAccount("default", "orders"))
                        .subject(RbacSubject.user("a@example.org"))
                        .build());
        return all;
    }
}
