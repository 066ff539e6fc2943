package dev.aks4j.tests.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.aks4j.core.Aks;
import dev.aks4j.core.auth.AksCredential;
import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.group.ResourceGroupSpec;
import dev.aks4j.core.kubernetes.NamespaceSpec;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.Region;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.plan.PlanOptions;
import dev.aks4j.core.plan.kind.Spec;
import dev.aks4j.core.plan.run.RunResult;
import dev.aks4j.identity.BuiltInRole;
import dev.aks4j.identity.EntraAccess;
import dev.aks4j.identity.ManagedIdentitySpec;
import dev.aks4j.identity.Principal;
import dev.aks4j.identity.RbacSubject;
import dev.aks4j.identity.RoleAssignmentSpec;
import dev.aks4j.identity.RoleBindingSpec;
import dev.aks4j.identity.RoleSpec;
import dev.aks4j.identity.access.Access;
import dev.aks4j.identity.access.AccessEdge;
import dev.aks4j.identity.access.AccessEdge.Way;
import dev.aks4j.identity.access.AccessGraph;
import dev.aks4j.identity.access.AccessReason;
import dev.aks4j.identity.access.AccessSubject;
import dev.aks4j.identity.access.Audit;
import dev.aks4j.identity.access.AuditFinding;
import dev.aks4j.identity.access.AuditFinding.Kind;
import dev.aks4j.identity.access.AzureAction;
import dev.aks4j.identity.access.ClusterTarget;
import dev.aks4j.identity.access.Explanation;
import dev.aks4j.identity.access.Explanation.Verdict;
import dev.aks4j.testkit.SimulatedAzure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Rights as they are explained and audited, over a cluster with Azure's roles, Kubernetes' roles and groups. */
class ExplainedAccessTest {

    private static final Duration LONG = Duration.ofHours(2);
    private static final String NOBODY = "7f1d2c3b-0000-4000-8000-00000000000a";
    private static final ResourceGroupSpec GROUP = ResourceGroupSpec.of("rg-shop", Region.WEST_EUROPE);
    private static final ManagedIdentitySpec IDLE = ManagedIdentitySpec.of("id-idle", GROUP);
    private static final ManagedIdentitySpec DEPLOYER = ManagedIdentitySpec.of("id-deployer", GROUP);

    private static SimulatedAzure azure;
    private static Aks aks;
    private static Access access;
    private static ClusterSpec cluster;
    private static String admins;
    private static String strangers;

    @BeforeAll
    static void build() {
        azure = SimulatedAzure.create();
        aks = client(azure.clientId(), azure.clientSecret());
        access = Access.of(aks);
        admins = azure.addGroup(aks.caller().objectId());
        strangers = azure.addGroup();
        cluster = ClusterSpec.builder("shop", GROUP)
                .access(EntraAccess.builder()
                        .adminGroup(admins)
                        .adminGroup(strangers)
                        .azureRbac()
                        .build())
                .systemPool("system", pool -> pool.vmSize("Standard_D4ds_v5").count(2))
                .build();
        apply(
                GROUP,
                IDLE,
                DEPLOYER,
                cluster,
                RoleAssignmentSpec.of(BuiltInRole.AKS_RBAC_CLUSTER_ADMIN, cluster.id(), Principal.of(aks.caller())));
        apply(
                NamespaceSpec.of("shop-ns", cluster.id()),
                RoleSpec.role("secrets", "shop-ns", cluster)
                        .allow(right ->
                                right.resources("secrets").resourceNames("db").verbs("get"))
                        .build(),
                RoleBindingSpec.roleBinding("secrets", "shop-ns", cluster)
                        .role("secrets")
                        .subject(RbacSubject.serviceAccount("shop-ns", "orders"))
                        .build(),
                RoleBindingSpec.clusterRoleBinding("breakglass", cluster)
                        .clusterRole("cluster-admin")
                        .subject(RbacSubject.user("ann"))
                        .build(),
                RoleBindingSpec.clusterRoleBinding("left", cluster)
                        .clusterRole("view")
                        .subject(RbacSubject.group(NOBODY))
                        .build(),
                RoleAssignmentSpec.of(BuiltInRole.CONTRIBUTOR, GROUP.id(), Principal.of(DEPLOYER)));
    }

    @AfterAll
    static void close() {
        aks.close();
        azure.close();
    }

    private static Aks client(String id, String secret) {
        return Aks.builder(azure.subscriptionId())
                .credential(AksCredential.clientSecret(azure.tenantId(), id, secret))
                .transport(azure.transport())
                .build();
    }

    private static void apply(Spec... specs) {
        RunResult result =
                aks.plan(List.of(specs), PlanOptions.standard()).apply().await(LONG);
        assertThat(result.isSuccess()).as(result.toString()).isTrue();
    }

    private static ClusterTarget secrets() {
        return ClusterTarget.of(cluster).resource("secrets").namespace("shop-ns");
    }

    @Test
    void aServiceAccountMayReadTheOneSecretThatItsRoleNames() {
        AccessSubject orders = AccessSubject.serviceAccount("shop-ns", "orders");
        Explanation one = access.explain(orders, "get", secrets().named("db"));
        assertThat(one.verdict()).isEqualTo(Verdict.ALLOWED);
        assertThat(one.reasons()).singleElement().satisfies(reason -> {
            assertThat(reason.by()).isEqualTo("RoleBinding secrets");
            assertThat(reason.role()).isEqualTo("Role secrets");
            assertThat(reason.scope()).isEqualTo("namespace shop-ns");
            assertThat(reason.subject()).isEqualTo("ServiceAccount shop-ns/orders");
        });
        Explanation all = access.explain(orders, "list", secrets());
        assertThat(all.verdict()).isEqualTo(Verdict.REFUSED);
        assertThat(all.fix()).isEqualTo("Bind a role with verb list on secrets by a RoleBinding in namespace shop-ns.");
        assertThat(all.read()).anyMatch(text -> text.endsWith(" cluster roles"));
        assertThat(all.unread()).isEmpty();
    }

    @Test
    void theCallerMayByGroupAndByAssignmentBoth() {
        Explanation found = access.explain(AccessSubject.entra(aks.caller().objectId()), "delete", secrets());
        assertThat(found.verdict()).isEqualTo(Verdict.ALLOWED);
        assertThat(found.reasons())
                .extracting(AccessReason::source)
                .containsExactlyInAnyOrder("admin group", "Azure RBAC");
        assertThat(found.toString()).contains("admin group: " + admins, "Azure Kubernetes Service RBAC Cluster Admin");
    }

    @Test
    void whoHasNothingIsToldWhatWouldDo() {
        Explanation found = access.explain(AccessSubject.identity(DEPLOYER.id()), "list", secrets());
        assertThat(found.verdict()).isEqualTo(Verdict.REFUSED);
        assertThat(found.fix()).contains("Microsoft.ContainerService/managedClusters/secrets/read");
    }

    @Test
    void anActionOnAzureIsExplainedByTheAssignmentAboveIt() {
        Explanation found = access.explain(
                AccessSubject.identity(DEPLOYER.id()),
                AzureAction.of("Microsoft.ContainerService/managedClusters/write"),
                cluster.id());
        assertThat(found.verdict()).isEqualTo(Verdict.ALLOWED);
        assertThat(found.reasons().get(0).role()).isEqualTo("Contributor");
        assertThat(found.reasons().get(0).scope()).endsWith("/resourceGroups/rg-shop");
        Explanation grant = access.explain(
                AccessSubject.identity(DEPLOYER.id()),
                AzureAction.of("Microsoft.Authorization/roleAssignments/write"),
                cluster.id());
        assertThat(grant.verdict()).isEqualTo(Verdict.REFUSED);
    }

    @Test
    void aDenyAssignmentWinsOverEveryRole() {
        String action = "Microsoft.ContainerService/managedClusters/rotateClusterCertificates/action";
        ResourceId id = cluster.id().inSubscription(azure.subscriptionId());
        azure.simulator()
                .denyAssignment("locked", id.toString(), action, aks.caller().objectId());
        Explanation found = access.explain(AccessSubject.identity(DEPLOYER.id()), AzureAction.of(action), cluster.id());
        assertThat(found.verdict()).isEqualTo(Verdict.REFUSED);
        assertThat(found.reasons())
                .extracting(AccessReason::effect)
                .contains(AccessReason.Effect.ALLOWS, AccessReason.Effect.DENIES);
        assertThat(found.fix()).contains("deny assignment");
        assertThat(access.explain(AccessSubject.entra(aks.caller().objectId()), AzureAction.of(action), cluster.id())
                        .verdict())
                .isEqualTo(Verdict.ALLOWED);
    }

    @Test
    void whatCannotBeReadLeavesTheAnswerOpen() {
        String id = azure.addApplication("reader", "reader-secret");
        try (Aks poor = client(id, "reader-secret")) {
            Explanation found =
                    Access.of(poor).explain(AccessSubject.serviceAccount("shop-ns", "orders"), "list", secrets());
            assertThat(found.verdict()).isEqualTo(Verdict.UNDECIDED);
            assertThat(found.unread()).isNotEmpty();
            assertThat(found.toString()).contains("not read:", "cannot be said");
        }
    }

    @Test
    void theAuditNamesEachThingOnce() {
        ClusterSpec named = ClusterSpec.builder("shop", GROUP)
                .access(EntraAccess.builder().adminGroup(admins).azureRbac().build())
                .systemPool("system", pool -> pool.vmSize("Standard_D4ds_v5").count(2))
                .build();
        Audit audit = access.audit(cluster.id(), named);
        assertThat(audit.unread()).isEmpty();
        assertThat(audit.findings(Kind.CLUSTER_ADMIN))
                .extracting(AuditFinding::subject)
                .contains("Group " + admins, "Group " + strangers, "User ann")
                .anyMatch(subject -> subject.contains(aks.caller().objectId()));
        assertThat(audit.findings(Kind.UNDECLARED_ADMIN_GROUP))
                .extracting(AuditFinding::subject)
                .containsExactly("Group " + strangers);
        assertThat(audit.findings(Kind.LOCAL_ACCOUNTS)).hasSize(1);
        assertThat(audit.findings(Kind.SECRETS_READER))
                .extracting(AuditFinding::subject)
                .contains("ServiceAccount shop-ns/orders", "User ann");
        assertThat(audit.findings(Kind.SUBJECT_GONE))
                .extracting(AuditFinding::subject)
                .contains("Group " + NOBODY, "ServiceAccount shop-ns/orders");
        assertThat(audit.findings(Kind.IDENTITY_WITHOUT_USE))
                .extracting(AuditFinding::subject)
                .contains("identity id-idle");
        Json json = audit.toJson();
        assertThat(json.path("findings").size()).isEqualTo(audit.findings().size());
        assertThat(audit.toString())
                .startsWith("Access to cluster shop: " + audit.findings().size());
    }

    @Test
    void assignmentsOfWhoIsGoneAndOfWideIdentitiesAreFound() {
        ManagedIdentitySpec gone = ManagedIdentitySpec.of("id-gone", GROUP);
        RoleAssignmentSpec left = RoleAssignmentSpec.of(BuiltInRole.CONTRIBUTOR, cluster.id(), Principal.of(gone));
        apply(
                GROUP,
                cluster,
                gone,
                left,
                RoleAssignmentSpec.of(BuiltInRole.CONTRIBUTOR, GROUP.id(), Principal.systemAssignedOf(cluster)));
        aks.planRemoval(gone).apply().await(LONG);
        Audit audit = access.audit(cluster.id());
        assertThat(audit.findings(Kind.STALE_ASSIGNMENT))
                .anyMatch(finding -> finding.what().contains("Contributor"));
        assertThat(audit.findings(Kind.BROAD_ASSIGNMENT))
                .extracting(AuditFinding::subject)
                .as("what the cluster does not use, such as id-deployer, is not the cluster's")
                .containsExactly("control plane of shop");
    }

    @Test
    void theGraphShowsWhoHasWhatAndByWhichWay() throws IOException {
        AccessGraph graph = access.graph(cluster.id());

        assertThat(graph.unread()).isEmpty();
        assertThat(graph.edges())
                .extracting(AccessEdge::from, AccessEdge::to, AccessEdge::way, AccessEdge::everything)
                .contains(
                        tuple("ServiceAccount shop-ns/orders", "Role secrets in namespace shop-ns", Way.BINDING, false),
                        tuple("User ann", "ClusterRole cluster-admin in the whole cluster", Way.BINDING, true),
                        tuple("Group " + NOBODY, "ClusterRole view in the whole cluster", Way.BINDING, false));
        assertThat(graph.edges())
                .filteredOn(edge -> edge.way() == Way.ADMIN_GROUP)
                .hasSize(2)
                .allMatch(AccessEdge::everything);
        assertThat(graph.edges())
                .filteredOn(edge -> edge.way() == Way.ASSIGNMENT)
                .anyMatch(edge -> edge.everything()
                        && edge.to().equals("Azure Kubernetes Service RBAC Cluster Admin on managedClusters shop"));
        assertThat(graph.edges())
                .doesNotHaveDuplicates()
                .noneMatch(edge -> edge.from().contains("system:"));
        assertThat(graph.toJson().path("edges").size()).isEqualTo(graph.edges().size());

        String page = graph.toHtml();
        graph.edges().forEach(edge -> assertThat(page).contains(edge.from(), edge.to()));
        assertThat(page).doesNotContain("<script", "http://", "https://");
        if (System.getProperty("aks4j.pictures") != null) {
            Files.writeString(Path.of(System.getProperty("aks4j.pictures"), "access.html"), page);
        }
    }

    /** What the audit says of who may do everything, the graph shows too: they are read by different code. */
    @Test
    void whoIsAdminInTheAuditIsRedInTheGraph() {
        AccessGraph graph = access.graph(cluster.id());
        Audit audit = access.audit(cluster.id());
        List<AccessEdge> everything =
                graph.edges().stream().filter(AccessEdge::everything).toList();
        assertThat(audit.findings(Kind.CLUSTER_ADMIN))
                .isNotEmpty()
                .allSatisfy(finding -> assertThat(everything)
                        .anyMatch(edge -> finding.subject().contains(edge.from())
                                || finding.place().endsWith(edge.name())
                                        && !edge.name().isEmpty()
                                || edge.way() == Way.ADMIN_GROUP
                                        && finding.subject()
                                                .contains(edge.from().replace("Group ", ""))));
    }
}
