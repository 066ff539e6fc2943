package dev.aks4j.tests.facade;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aks4j.core.Aks;
import dev.aks4j.core.auth.AksCredential;
import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.cluster.companion.MaintenanceKind;
import dev.aks4j.core.cluster.companion.MaintenanceSchedule;
import dev.aks4j.core.cluster.companion.MaintenanceSchedule.Week;
import dev.aks4j.core.cluster.companion.MaintenanceSpec;
import dev.aks4j.core.cluster.companion.ManagedNamespaceSpec;
import dev.aks4j.core.cluster.companion.ManagedNamespaceSpec.Traffic;
import dev.aks4j.core.cluster.companion.SnapshotSpec;
import dev.aks4j.core.cluster.companion.TrustedAccessSpec;
import dev.aks4j.core.group.ResourceGroupSpec;
import dev.aks4j.core.kubernetes.NamespaceSpec;
import dev.aks4j.core.model.Region;
import dev.aks4j.core.plan.Plan;
import dev.aks4j.core.plan.PlanOptions;
import dev.aks4j.core.plan.kind.Spec;
import dev.aks4j.identity.BuiltInRole;
import dev.aks4j.identity.ControlPlaneIdentity;
import dev.aks4j.identity.EntraAccess;
import dev.aks4j.identity.FederatedCredentialSpec;
import dev.aks4j.identity.ManagedIdentitySpec;
import dev.aks4j.identity.Principal;
import dev.aks4j.identity.RbacSubject;
import dev.aks4j.identity.RoleAssignmentSpec;
import dev.aks4j.identity.RoleBindingSpec;
import dev.aks4j.identity.RoleSpec;
import dev.aks4j.identity.ServiceAccountSpec;
import dev.aks4j.identity.WorkloadIdentity;
import dev.aks4j.network.CniOverlay;
import dev.aks4j.network.LoadBalancerService;
import dev.aks4j.network.ServicePort;
import dev.aks4j.network.VirtualNetworkSpec;
import dev.aks4j.storage.AccessMode;
import dev.aks4j.storage.BindingMode;
import dev.aks4j.storage.DiskClass;
import dev.aks4j.storage.DiskSku;
import dev.aks4j.storage.FileClass;
import dev.aks4j.storage.FileSku;
import dev.aks4j.storage.ReclaimPolicy;
import dev.aks4j.storage.StorageClassSpec;
import dev.aks4j.storage.VolumeClaimSpec;
import dev.aks4j.storage.VolumeSnapshotClassSpec;
import dev.aks4j.testkit.SimulatedAzure;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every type of spec, written as users write them: what was applied leaves a second plan nothing to do, although Azure and
 * Kubernetes fill in, reorder and rewrite what they are sent.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SecondPlanTest {

    private static final Duration LONG = Duration.ofHours(5);
    private static final ResourceGroupSpec GROUP = ResourceGroupSpec.builder("rg-Shop", Region.of("West Europe"))
            .tag("Team", "shop")
            .build();
    private static final VirtualNetworkSpec VNET = VirtualNetworkSpec.builder("vnet-shop", GROUP)
            .addressSpace("10.20.0.0/16")
            .subnet("nodes", "10.20.0.0/22")
            .subnet("ingress", "10.20.8.0/24", subnet -> subnet.serviceEndpoints("Microsoft.Storage"))
            .subnet("links", "10.20.9.0/24", subnet -> subnet.allowPrivateLinkServices())
            .subnet("api", "10.20.10.0/28", subnet -> subnet.delegation("Microsoft.ContainerService/managedClusters"))
            .tag("Cost", "1")
            .build();
    private static final ClusterSpec CLUSTER = ClusterSpec.builder("shop", GROUP)
            .kubernetesVersion("1.36")
            .network(CniOverlay.builder()
                    .nodeSubnet(VNET.subnet("nodes"))
                    .loadBalancerSubnet(VNET.subnet("ingress"))
                    .loadBalancerSubnet(VNET.subnet("links"))
                    .build())
            .identity(ControlPlaneIdentity.create())
            .access(EntraAccess.builder().azureRbac().build())
            .workloadIdentity()
            .tag("team", "shop")
            .systemPool("system", pool -> pool.vmSize("standard_d4ds_v5").count(3))
            .userPool("apps", pool -> pool.autoscale(1, 3).label("Tier", "web").taints("a=b:NoSchedule"))
            .userPool("batch", pool -> pool.autoscale(0, 3).spot())
            .build();
    private static final ManagedIdentitySpec IDENTITY =
            ManagedIdentitySpec.builder("id-orders", GROUP).tag("a", "b").build();

    private final SimulatedAzure azure = SimulatedAzure.create();
    private Aks aks;

    @BeforeAll
    void create() {
        aks = Aks.builder(azure.subscriptionId())
                .credential(AksCredential.clientSecret(azure.tenantId(), azure.clientId(), azure.clientSecret()))
                .transport(azure.transport())
                .build();
        RoleAssignmentSpec mine =
                RoleAssignmentSpec.of(BuiltInRole.AKS_RBAC_CLUSTER_ADMIN, CLUSTER.id(), Principal.of(aks.caller()));
        apply(List.of(GROUP, VNET, CLUSTER, mine, NamespaceSpec.of("shop-ns", CLUSTER.id())));
    }

    @AfterAll
    void close() {
        aks.close();
        azure.close();
    }

    private void apply(List<? extends Spec> specs) {
        aks.plan(specs, PlanOptions.standard()).apply().await(LONG);
    }

    /** A named list of specs, so that a failure says what it was about. */
    record Case(String name, List<Spec> specs) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Case of(String name, Spec... specs) {
        return new Case(name, List.of(specs));
    }

    static Stream<Case> cases() {
        return Stream.of(azure(), identities(), objects(), storage(), services())
                .flatMap(List::stream);
    }

    private static List<Case> azure() {
        MaintenanceSpec.Builder weekly = MaintenanceSpec.builder(
                CLUSTER, MaintenanceKind.RELEASES, MaintenanceSchedule.weekly(1, DayOfWeek.SATURDAY));
        MaintenanceSpec.Builder daily =
                MaintenanceSpec.builder(CLUSTER, MaintenanceKind.NODE_OS_UPGRADES, MaintenanceSchedule.daily(2));
        MaintenanceSpec.Builder monthly = MaintenanceSpec.builder(
                CLUSTER,
                MaintenanceKind.KUBERNETES_UPGRADES,
                MaintenanceSchedule.monthly(1, Week.LAST, DayOfWeek.SUNDAY));
        ManagedNamespaceSpec.Builder managed = ManagedNamespaceSpec.builder("managed", CLUSTER);
        return List.of(
                of("resource group", GROUP),
                of("virtual network", VNET),
                of("cluster", CLUSTER),
                of("maintenance: weekly", weekly.build()),
                of(
                        "maintenance: daily",
                        daily.startTime(LocalTime.of(2, 30))
                                .utcOffset(ZoneOffset.ofHours(-5))
                                .duration(Duration.ofHours(6))
                                .startDate(LocalDate.parse("2027-01-01"))
                                .build()),
                of(
                        "maintenance: monthly",
                        monthly.notOn(LocalDate.parse("2026-12-24"), LocalDate.parse("2027-01-02"))
                                .build()),
                of(
                        "snapshot",
                        SnapshotSpec.builder("snap", GROUP, CLUSTER, "apps")
                                .tag("a", "b")
                                .build()),
                of(
                        "managed namespace",
                        managed.cpu("500m", "2")
                                .memory("1Gi", "2Gi")
                                .traffic(Traffic.SAME_NAMESPACE, Traffic.ALL)
                                .label("team", "a")
                                .annotation("example.com/a", "b")
                                .tag("a", "b")
                                .build()),
                of(
                        "managed namespace of defaults",
                        ManagedNamespaceSpec.builder("plain", CLUSTER)
                                .deleteWithContents()
                                .build()),
                of(
                        "trusted access",
                        TrustedAccessSpec.of(
                                "ml",
                                CLUSTER,
                                GROUP.id().child("Microsoft.MachineLearningServices/workspaces", "ml"),
                                "Microsoft.MachineLearningServices/workspaces/mlworkload",
                                "Microsoft.MachineLearningServices/workspaces/inference-v1")));
    }

    private static List<Case> identities() {
        FederatedCredentialSpec orders =
                FederatedCredentialSpec.forServiceAccount("orders", IDENTITY, CLUSTER, "shop-ns", "orders");
        FederatedCredentialSpec actions = FederatedCredentialSpec.forIssuer(
                "actions",
                IDENTITY.id(),
                "https://token.actions.githubusercontent.com",
                "repo:acme/shop:ref:refs/heads/main");
        String user = "7F1D0000-0000-4000-8000-00000000000A";
        return List.of(
                of("managed identity", IDENTITY),
                of("federated credentials", IDENTITY, orders, actions),
                of(
                        "role on a subnet",
                        IDENTITY,
                        RoleAssignmentSpec.of(
                                BuiltInRole.NETWORK_CONTRIBUTOR,
                                VNET.subnet("ingress").id(),
                                Principal.of(IDENTITY))),
                of(
                        "role on the group",
                        RoleAssignmentSpec.of(BuiltInRole.CONTRIBUTOR, GROUP.id(), Principal.user(user))),
                of(
                        "role with a description",
                        RoleAssignmentSpec.builder(BuiltInRole.NETWORK_CONTRIBUTOR, GROUP.id(), Principal.user(user))
                                .description("for audits")
                                .build()),
                of(
                        "role of the nodes",
                        RoleAssignmentSpec.of(BuiltInRole.CONTRIBUTOR, GROUP.id(), Principal.kubeletOf(CLUSTER))),
                new Case(
                        "workload identity",
                        WorkloadIdentity.builder("billing", "shop-ns", CLUSTER)
                                .role(BuiltInRole.CONTRIBUTOR, GROUP.id())
                                .build()
                                .specs()));
    }

    private static List<Case> objects() {
        ServiceAccountSpec account = ServiceAccountSpec.builder("orders", "shop-ns", CLUSTER)
                .actsAs(IDENTITY)
                .tokenExpiration(Duration.ofHours(2))
                .annotation("example.com/a", "b")
                .build();
        RoleSpec role = RoleSpec.role("logs", "shop-ns", CLUSTER)
                .allow(right -> right.resources("pods", "pods/log").verbs("get", "list"))
                .build();
        RoleSpec everywhere = RoleSpec.clusterRole("healthz", CLUSTER)
                .allow(right -> right.nonResourceUrls("/healthz").verbs("get"))
                .allow(right -> right.apiGroups("apps")
                        .resources("deployments")
                        .resourceNames("web")
                        .verbs("get"))
                .aggregateTo("view")
                .build();
        return List.of(
                of(
                        "namespace",
                        NamespaceSpec.builder("team-a", CLUSTER.id())
                                .label("team", "a")
                                .podSecurity("baseline")
                                .build()),
                of("service account", IDENTITY, account),
                of("role", role),
                of("cluster role", everywhere),
                of(
                        "role binding",
                        role,
                        RoleBindingSpec.roleBinding("logs", "shop-ns", CLUSTER)
                                .role("logs")
                                .subject(RbacSubject.of(account))
                                .subject(RbacSubject.user("someone@example.com"))
                                .build()),
                of(
                        "cluster role binding",
                        RoleBindingSpec.clusterRoleBinding("viewers", CLUSTER)
                                .clusterRole("view")
                                .subject(RbacSubject.group("7f1d0000-0000-4000-8000-000000000001"))
                                .build()));
    }

    private static List<Case> storage() {
        StorageClassSpec fast = DiskClass.builder("fast")
                .sku(DiskSku.PREMIUM_V2)
                .iops(4000)
                .throughput(200)
                .logicalSectorSize(512)
                .fsType("xfs")
                .reclaimPolicy(ReclaimPolicy.RETAIN)
                .notExpandable()
                .zones("westeurope-1", "westeurope-2")
                .tags(Map.of("b", "2", "a", "1"))
                .label("tier", "fast")
                .build();
        StorageClassSpec shared = FileClass.builder("shared")
                .sku(FileSku.PREMIUM_ZRS)
                .nfs()
                .bindingMode(BindingMode.WAIT_FOR_FIRST_CONSUMER)
                .mountOptions("nconnect=4", "actimeo=30")
                .build();
        return List.of(
                of("disk class", fast.on(CLUSTER)),
                of("file class", shared.on(CLUSTER)),
                of(
                        "default class",
                        DiskClass.builder("own-default").asDefault().build().on(CLUSTER)),
                of(
                        "claim of 1 TiB, which Kubernetes may write as 1Ti",
                        shared.on(CLUSTER),
                        VolumeClaimSpec.builder("big", "shop-ns", 1024)
                                .storageClass(shared)
                                .accessModes(AccessMode.READ_WRITE_MANY, AccessMode.READ_ONLY_MANY)
                                .label("a", "b")
                                .build()
                                .on(CLUSTER)),
                of(
                        "claim of the default class",
                        VolumeClaimSpec.builder("plain", "shop-ns", 8).build().on(CLUSTER)),
                of(
                        "raw block claim",
                        VolumeClaimSpec.builder("raw", "shop-ns", 8)
                                .storageClass("managed-csi")
                                .rawBlock()
                                .build()
                                .on(CLUSTER)),
                of(
                        "snapshot class of disks",
                        VolumeSnapshotClassSpec.ofDisks("disks")
                                .retain()
                                .tags(Map.of("a", "b"))
                                .build()
                                .on(CLUSTER)),
                of(
                        "snapshot class of files",
                        VolumeSnapshotClassSpec.ofFiles("files").build().on(CLUSTER)));
    }

    private static List<Case> services() {
        LoadBalancerService internal = LoadBalancerService.internal("inside", "shop-ns")
                .subnet(VNET.subnet("ingress"))
                .address("10.20.8.40")
                .port(80, 8080)
                .port(443, "https", port -> port.name("https").appProtocol("https"))
                .port(53, 53, port -> port.protocol(ServicePort.Protocol.UDP).name("dns"))
                .selector("app", "web")
                .label("team", "a")
                .idleTimeout(Duration.ofMinutes(10))
                .localTraffic()
                .clientAffinity()
                .allowedRanges("10.0.0.0/8")
                .probe(probe -> probe.interval(Duration.ofSeconds(10)).count(3))
                .build();
        LoadBalancerService open = LoadBalancerService.publicFacing("open", "shop-ns")
                .port(80, 8080, port -> port.nodePort(31000))
                .sourceRanges("20.50.0.0/16")
                .selector("app", "web")
                .publicIp(ip -> ip.dnsLabel("shop-open").tag("a", "b"))
                .build();
        LoadBalancerService linked = LoadBalancerService.internal("linked", "shop-ns")
                .port(80, 8080)
                .selector("app", "web")
                .privateLink(link -> link.subnet(VNET.subnet("links")).addressCount(2))
                .build();
        return List.of(
                of("internal service", internal.on(CLUSTER)),
                of("public service", open.on(CLUSTER)),
                of("service behind a private link", linked.on(CLUSTER)));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void whatWasAppliedLeavesNothingToDo(Case each) {
        List<Spec> all = new ArrayList<>(List.of(GROUP, VNET, CLUSTER));
        each.specs().stream().filter(spec -> !all.contains(spec)).forEach(all::add);
        apply(all);
        Plan again = aks.plan(all, PlanOptions.standard());
        assertThat(again.isEmpty()).as(again.toString()).isTrue();
        assertThat(again.toString()).contains("No changes");
        assertThat(again.problems()).noneMatch(problem -> problem.isError());
    }
}
