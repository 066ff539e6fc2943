package dev.aks4j.identity;

import static dev.aks4j.identity.IdentitySamples.GROUP;
import static dev.aks4j.identity.IdentitySamples.GUID;
import static dev.aks4j.identity.IdentitySamples.VAULT;
import static dev.aks4j.identity.IdentitySamples.builder;
import static dev.aks4j.identity.IdentitySamples.scope;

import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.kubernetes.NamespaceSpec;
import dev.aks4j.core.model.AksApiVersion;
import dev.aks4j.core.model.InvalidSpecException;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.Problem;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.plan.kind.Spec;
import dev.aks4j.core.plan.kind.Written;
import dev.aks4j.testing.RuleCase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Each rule of this module with something that breaks it and something close to it that does not. */
final class IdentityRuleCases {

    private static final ManagedIdentitySpec IDENTITY = ManagedIdentitySpec.of("id-orders", GROUP);
    private static final ClusterSpec PLAIN = builder().kubernetesVersion("1.33").build();
    private static final ClusterSpec CLUSTER = builder()
            .access(EntraAccess.builder().azureRbac().build())
            .workloadIdentity()
            .raw("/properties/addonProfiles/azureKeyvaultSecretsProvider/enabled", true)
            .build();
    private static final Json ADMIN = Json.parse(
            "{\"id\":\"/r/1\",\"properties\":{\"roleName\":\"Admin\",\"permissions\":[{\"dataActions\":[\"*\"]}]}}");
    private static final FederatedCredentialSpec ORDERS = credential("shop-orders", "orders");

    static final List<RuleCase> ACCESS = List.of(
            built(
                    "AKS-ACC-001",
                    () -> EntraAccess.builder().adminGroup("admins").build(),
                    () -> EntraAccess.builder().adminGroup(GUID).build()),
            built(
                    "AKS-ACC-002",
                    () -> EntraAccess.builder().tenant("contoso.com").build(),
                    () -> EntraAccess.builder().tenant(GUID).build()),
            built(
                    "AKS-ACC-003",
                    () -> EntraAccess.builder().disableLocalAccounts().build(),
                    () -> EntraAccess.builder()
                            .disableLocalAccounts()
                            .azureRbac()
                            .build()),
            new RuleCase("AKS-ACC-004", "certain", () -> caller(Json.missing(), false), () -> caller(ADMIN, false)),
            new RuleCase("AKS-ACC-005", "uncertain", () -> caller(Json.missing(), true), () -> caller(ADMIN, true)));

    static final List<RuleCase> ROLES = List.of(
            built("AKS-ID-002", () -> ManagedIdentitySpec.of("ab", GROUP), () -> ManagedIdentitySpec.of("abc", GROUP)),
            built("AKS-ID-010", () -> BuiltInRole.of("Role", "Reader"), () -> BuiltInRole.of("Role", GUID)),
            built("AKS-ID-011", () -> Principal.user("me@example.com"), () -> Principal.user(GUID)),
            built(
                    "AKS-ID-012",
                    () -> role(VAULT.child("Microsoft.Authorization/roleAssignments", GUID)),
                    () -> role(VAULT)),
            built(
                    "AKS-ID-014",
                    () -> conditional("(@Resource[x] StringEquals 'a'"),
                    () -> conditional("(@Resource[x] StringEquals ')')")),
            built(
                    "AKS-ID-060",
                    () -> CustomRoleSpec.builder("starter").build(),
                    () -> CustomRoleSpec.builder("starter").action("*").build()),
            built(
                    "AKS-ID-061",
                    () -> CustomRoleSpec.builder("starter").action("start").build(),
                    () -> CustomRoleSpec.builder("starter")
                            .action("Microsoft.Compute/*/read")
                            .build()),
            new RuleCase("AKS-ID-013", "Azure RBAC", () -> reader(PLAIN), () -> reader(CLUSTER)));

    private static FederatedCredentialSpec ofApplication() {
        return FederatedCredentialSpec.forServiceAccount(
                "shop-orders", ApplicationTrusts.application(GUID), CLUSTER.id(), "shop-ns", "orders");
    }

    private static List<Problem> belonging(FederatedCredentialSpec credential) {
        return FederatedCredentialRules.OF_THIS_APPLICATION.on(
                new FederatedCredentialRules.Belonging(credential, ApplicationTrusts.application(GUID)));
    }

    static final List<RuleCase> CREDENTIALS = List.of(
            built("AKS-ID-020", () -> credential("ab", "orders"), () -> credential("abc", "orders")),
            built("AKS-ID-021", () -> issuer("http://i", "s"), () -> issuer("https://i", "s")),
            built("AKS-ID-022", () -> issuer("https://i", ""), () -> issuer("https://i", "s")),
            built("AKS-ID-022", () -> ORDERS.audience("a".repeat(601)), () -> ORDERS.audience("a".repeat(600))),
            new RuleCase("AKS-ID-023", "20", () -> credentials(21), () -> credentials(20)),
            new RuleCase(
                    "AKS-ID-024",
                    "one subject",
                    () -> among(credential("shop-orders-2", "orders"), ORDERS),
                    () -> among(credential("shop-carts", "carts"), ORDERS)),
            new RuleCase("AKS-ID-025", "issuer", () -> among(ORDERS, PLAIN), () -> among(ORDERS, CLUSTER)),
            new RuleCase("AKS-ID-026", "live", () -> live(20), () -> live(19)),
            new RuleCase(
                    "AKS-ID-027",
                    "Microsoft Graph",
                    () -> among(ofApplication(), CLUSTER),
                    () -> among(ORDERS, CLUSTER)),
            new RuleCase("AKS-ID-028", "names", () -> belonging(ORDERS), () -> belonging(ofApplication())),
            new RuleCase("AKS-ID-050", "hyphen", () -> bind("orders-ib", CLUSTER), () -> bind("orders1", CLUSTER)),
            new RuleCase("AKS-ID-050", "64", () -> bind("a".repeat(64), CLUSTER), () -> bind("a".repeat(63), CLUSTER)),
            new RuleCase(
                    "AKS-ID-051",
                    "type",
                    () -> problems(() -> IdentityBindingSpec.of("orders", CLUSTER, IdentitySamples.VNET)),
                    () -> bind("orders", CLUSTER)),
            new RuleCase("AKS-ID-052", "workloads", () -> bind("orders", PLAIN), () -> bind("orders", CLUSTER)),
            new RuleCase(
                    "AKS-ID-053",
                    "version",
                    () -> pinned(AksApiVersion.V2026_03_01),
                    () -> pinned(AksApiVersion.V2026_04_01)));

    static final List<RuleCase> ACCOUNTS = List.of(
            built("AKS-ID-030", () -> account("orders", "Shop"), () -> account("orders", "shop")),
            built("AKS-ID-031", () -> account("or_ders", "shop"), () -> account("orders.v2", "shop")),
            built("AKS-ID-032", () -> token(3599), () -> token(3600)),
            built("AKS-ID-032", () -> token(86401), () -> token(86400)),
            built("AKS-ID-034", () -> annotated("1h"), () -> annotated("7200")),
            built("AKS-ID-034", () -> annotated("3599"), () -> annotated("3600")),
            built(
                    "AKS-ID-035",
                    () -> PodIdentityKeys.builder()
                            .tokenExpiration(Duration.ofMinutes(59))
                            .build(),
                    () -> PodIdentityKeys.builder()
                            .tokenExpiration(Duration.ofMinutes(60))
                            .build()),
            built(
                    "AKS-ID-035",
                    () -> PodIdentityKeys.builder().proxySidecar(65536).build(),
                    () -> PodIdentityKeys.builder().proxySidecar(65535).build()),
            built(
                    "AKS-ID-035",
                    () -> PodIdentityKeys.builder().skipContainers("main,init").build(),
                    () -> PodIdentityKeys.builder()
                            .skipContainers("main", "init")
                            .build()),
            new RuleCase("AKS-ID-033", "webhook", () -> workload(PLAIN), () -> workload(CLUSTER)));

    static final List<RuleCase> VAULTS = List.of(
            built(
                    "AKS-ID-040",
                    () -> objects("kv--shop", VaultObject.secret("a")),
                    () -> objects("kv-shop", VaultObject.secret("a"))),
            built(
                    "AKS-ID-041",
                    () -> objects("kv-shop", VaultObject.secret("a_b")),
                    () -> objects("kv-shop", VaultObject.secret("a-b"))),
            built("AKS-ID-041", () -> objects("kv-shop"), () -> objects("kv-shop", VaultObject.secret("a"))),
            built(
                    "AKS-ID-042",
                    () -> objects("kv-shop", VaultObject.secret("a"), VaultObject.key("a")),
                    () -> objects(
                            "kv-shop",
                            VaultObject.secret("a"),
                            VaultObject.key("a").inFile("a.pub"))),
            built(
                    "AKS-ID-044",
                    () -> objects("kv-shop", VaultObject.certificate("a").pfx()),
                    () -> objects("kv-shop", VaultObject.secret("a").pfx())),
            built(
                    "AKS-ID-044",
                    () -> objects("kv-shop", VaultObject.secret("a").encoding("utf8")),
                    () -> objects("kv-shop", VaultObject.secret("a").encoding("utf-8"))),
            built(
                    "AKS-ID-045",
                    () -> objects("kv-shop", VaultObject.secret("a").permission("0o600")),
                    () -> objects("kv-shop", VaultObject.secret("a").permission("0600"))),
            built(
                    "AKS-ID-045",
                    () -> objects("kv-shop", VaultObject.secret("a").versions(-1)),
                    () -> objects("kv-shop", VaultObject.secret("a").versions(0))),
            built("AKS-ID-046", () -> synced("b"), () -> synced("a")),
            built("AKS-ID-047", () -> cloud("AzureGermany"), () -> cloud("azureusgovernmentcloud")),
            new RuleCase("AKS-ID-043", "add-on", () -> secrets(PLAIN), () -> secrets(CLUSTER)));

    static final List<RuleCase> RBAC = List.of(
            built("AKS-RBAC-001", () -> role("a/b", "get"), () -> role("a:b", "get")),
            built("AKS-RBAC-001", () -> binding("a%b", "me"), () -> binding("a:b", "me")),
            built("AKS-RBAC-002", () -> role("logs"), () -> role("logs", "get")),
            built(
                    "AKS-RBAC-003",
                    () -> RoleSpec.clusterRole("logs", CLUSTER)
                            .allow(right -> right.verbs("get"))
                            .build(),
                    () -> role("logs", "get")),
            built(
                    "AKS-RBAC-004",
                    () -> RoleSpec.role("logs", "shop-ns", CLUSTER)
                            .allow(right -> right.nonResourceUrls("/metrics").verbs("get"))
                            .build(),
                    () -> RoleSpec.clusterRole("logs", CLUSTER)
                            .allow(right -> right.nonResourceUrls("/metrics").verbs("get"))
                            .build()),
            built("AKS-RBAC-005", () -> binding("view", ""), () -> binding("view", "me")),
            new RuleCase("AKS-RBAC-006", "object id", () -> group("developers"), () -> group(GUID)));

    private IdentityRuleCases() {}

    static List<RuleCase> all() {
        List<RuleCase> all = new ArrayList<>(ACCESS);
        List.of(ROLES, CREDENTIALS, ACCOUNTS, VAULTS, RBAC).forEach(all::addAll);
        return all;
    }

    /** What a plan with a namespace says to a caller with a role, in a cluster that is there or is not. */
    private static List<Problem> caller(Json definition, boolean exists) {
        Spec namespace = NamespaceSpec.of("shop-ns", CLUSTER.id());
        Json.ArrayBuilder assignments = Json.array();
        assignments
                .addObject()
                .put(
                        "properties",
                        Json.parse("{\"roleDefinitionId\":\"/r/1\",\"principalId\":\"" + GUID + "\",\"scope\":\""
                                + scope(CLUSTER).id(CLUSTER.id()) + "\"}"));
        Json answer = Json.object()
                .put("caller", Json.object().put("objectId", GUID).build())
                .put("assignments", assignments.build())
                .put("definitions", Json.array().add(definition).build())
                .build();
        return CallersWayIn.question(
                        EntraAccess.builder().azureRbac().build(), CLUSTER, exists, scope(CLUSTER, namespace))
                .get(0)
                .judge()
                .apply(List.of(answer))
                .problems();
    }

    /** A case of a rule that looks at what is built. */
    private static RuleCase built(String rule, Supplier<?> broken, Supplier<?> kept) {
        return new RuleCase(rule, "", () -> problems(broken), () -> problems(kept));
    }

    private static List<Problem> problems(Supplier<?> build) {
        try {
            build.get();
            return List.of();
        } catch (InvalidSpecException refused) {
            return refused.problems();
        }
    }

    private static RoleAssignmentSpec role(ResourceId on) {
        return RoleAssignmentSpec.of(BuiltInRole.CONTRIBUTOR, on, Principal.user(GUID));
    }

    private static List<Problem> reader(ClusterSpec cluster) {
        RoleAssignmentSpec reader =
                RoleAssignmentSpec.of(BuiltInRole.AKS_RBAC_READER, cluster.id(), Principal.group(GUID));
        return RoleAssignmentKind.INSTANCE.check(reader, scope(cluster));
    }

    private static List<Problem> bind(String name, ClusterSpec cluster) {
        return problems(() -> IdentityBindingSpec.of(name, cluster, IDENTITY));
    }

    private static List<Problem> pinned(AksApiVersion version) {
        IdentityBindingSpec binding = IdentityBindingSpec.of("orders", CLUSTER, IDENTITY);
        return IdentityBindingKind.INSTANCE.check(
                binding, IdentitySamples.scope(CLUSTER).withApiVersion(version));
    }

    private static FederatedCredentialSpec credential(String name, String serviceAccount) {
        return FederatedCredentialSpec.forServiceAccount(name, IDENTITY, CLUSTER, "shop-ns", serviceAccount);
    }

    private static FederatedCredentialSpec issuer(String url, String subject) {
        return FederatedCredentialSpec.forIssuer("build", IDENTITY.id(), url, subject);
    }

    /** One credential, on an identity that has others. */
    private static List<Problem> live(int others) {
        Json.ArrayBuilder value = Json.array();
        IntStream.range(0, others).forEach(i -> value.addObject().put("name", "other-" + i));
        value.addObject().put("name", ORDERS.name());
        return FederatedCredentialKind.INSTANCE
                .sharedQuestions(List.of(new Written<>(ORDERS, Json.missing(), List.of())), scope(ORDERS))
                .get(0)
                .judge()
                .apply(List.of(Json.object().put("value", value.build()).build()))
                .problems();
    }

    private static List<Problem> credentials(int count) {
        List<Spec> all = new ArrayList<>();
        IntStream.range(0, count).forEach(i -> all.add(credential("credential-" + i, "sa-" + i)));
        return FederatedCredentialKind.INSTANCE.check(
                (FederatedCredentialSpec) all.get(0), scope(all.toArray(Spec[]::new)));
    }

    private static List<Problem> among(FederatedCredentialSpec credential, Spec other) {
        return FederatedCredentialKind.INSTANCE.check(credential, scope(credential, other));
    }

    private static ServiceAccountSpec account(String name, String namespace) {
        return ServiceAccountSpec.builder(name, namespace, CLUSTER).build();
    }

    private static ServiceAccountSpec token(int seconds) {
        return ServiceAccountSpec.builder("orders", "shop-ns", CLUSTER)
                .tokenExpiration(Duration.ofSeconds(seconds))
                .build();
    }

    private static List<Problem> workload(ClusterSpec cluster) {
        ServiceAccountSpec account =
                WorkloadIdentity.builder("orders", "shop-ns", cluster).build().serviceAccount();
        return ServiceAccountKind.INSTANCE.check(account, scope(cluster));
    }

    private static ServiceAccountSpec annotated(String seconds) {
        return ServiceAccountSpec.builder("orders", "shop-ns", CLUSTER)
                .annotation("azure.workload.identity/service-account-token-expiration", seconds)
                .build();
    }

    private static RoleAssignmentSpec conditional(String condition) {
        return RoleAssignmentSpec.builder(BuiltInRole.STORAGE_BLOB_DATA_READER, VAULT, Principal.user(GUID))
                .condition(condition)
                .build();
    }

    private static SecretProviderClassSpec synced(String file) {
        return SecretProviderClassSpec.builder("orders", "shop-ns", CLUSTER, "kv-shop")
                .asWorkload(IDENTITY)
                .object(VaultObject.secret("a"))
                .sync(SyncedSecret.of("db").data("password", file))
                .build();
    }

    private static SecretProviderClassSpec cloud(String name) {
        return SecretProviderClassSpec.builder("orders", "shop-ns", CLUSTER, "kv-shop")
                .asWorkload(IDENTITY)
                .object(VaultObject.secret("a"))
                .cloud(name)
                .build();
    }

    private static SecretProviderClassSpec objects(String vault, VaultObject... objects) {
        SecretProviderClassSpec.Reading reading = SecretProviderClassSpec.builder("orders", "shop-ns", CLUSTER, vault)
                .asWorkload(IDENTITY);
        List.of(objects).forEach(reading::object);
        return reading.build();
    }

    private static List<Problem> secrets(ClusterSpec cluster) {
        SecretProviderClassSpec spec = SecretProviderClassSpec.builder("orders", "shop-ns", cluster, "kv-shop")
                .asWorkload(IDENTITY)
                .object(VaultObject.secret("a"))
                .build();
        return SecretProviderClassKind.INSTANCE.check(spec, scope(cluster));
    }

    private static RoleSpec role(String name, String... verbs) {
        return RoleSpec.clusterRole(name, CLUSTER)
                .allow(right -> right.resources("pods").verbs(verbs))
                .build();
    }

    private static RoleBindingSpec binding(String name, String user) {
        return RoleBindingSpec.clusterRoleBinding(name, CLUSTER)
                .clusterRole("view")
                .subject(RbacSubject.user(user))
                .build();
    }

    private static List<Problem> group(String name) {
        RoleBindingSpec binding = RoleBindingSpec.clusterRoleBinding("view", CLUSTER)
                .clusterRole("view")
                .subject(RbacSubject.group(name))
                .build();
        return ((RbacKind) binding.kind()).check(binding, scope(CLUSTER));
    }
}
