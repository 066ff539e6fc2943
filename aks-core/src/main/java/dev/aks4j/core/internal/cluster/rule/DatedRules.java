package dev.aks4j.core.internal.cluster.rule;

import dev.aks4j.core.cluster.pool.NodePoolSpec;
import dev.aks4j.core.internal.cluster.fact.AksFacts;
import dev.aks4j.core.model.AzureError;
import dev.aks4j.core.model.KubernetesVersion;
import dev.aks4j.core.model.Problem;
import dev.aks4j.core.model.Rule;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Rules whose answer changes with time. They run when a plan is made, with the plan's clock: the ones for new clusters
 * and pools refuse, the ones for existing ones warn, because what is there keeps running.
 */
public final class DatedRules {

    private static final String OS = "azure-aks-docs, upgrade-os-version, 2026-08";

    private static final LocalDate AZURE_LINUX_2_END =
            AksFacts.day("os-images-gone", "AzureLinux-2.0").orElseThrow();

    static final Rule<Dated<DeclaredCluster>> CREATABLE = Rule.<Dated<DeclaredCluster>>error(
                    "AKS-VER-010", "A new cluster has a supported Kubernetes version.")
            .prevents(AzureError.answered(400, "K8sVersionNotSupported"))
            .source(VersionCalendar.SOURCE)
            .check((on, findings) -> ended(on)
                    .ifPresent(end -> findings.report(
                            "kubernetesVersion",
                            on.subject().kubernetesVersion().orElse(""),
                            ago(end),
                            longTerm(on.subject())
                                    ? "Choose a newer version."
                                    : "Choose a newer version, or longTermSupport() if that still has it.")));

    static final Rule<Dated<DeclaredCluster>> SUPPORTED = Rule.<Dated<DeclaredCluster>>warning(
                    "AKS-VER-011", "A cluster should have a supported Kubernetes version.")
            .source(VersionCalendar.SOURCE)
            .check((on, findings) -> ended(on)
                    .ifPresent(end -> findings.report(
                            "kubernetesVersion",
                            on.subject().kubernetesVersion().orElse(""),
                            ago(end),
                            "Upgrade the cluster, one minor version at a time.")));

    static final Rule<Dated<PoolIn>> OS_ON_OFFER = Rule.<Dated<PoolIn>>error(
                    "AKS-POOL-110", "A new pool has an operating system that is still on offer.")
            .prevents(AzureError.answered(400, "InvalidOSSKU"))
            .source(OS)
            .check((on, findings) -> {
                String sku = on.subject().text("/osSKU");
                Optional<LocalDate> closed =
                        AksFacts.day("os-closed", sku).filter(day -> !on.today().isBefore(day));
                if (closed.isPresent()) {
                    on.subject()
                            .report(
                                    findings,
                                    "osSku",
                                    sku,
                                    "has not been on offer since " + closed.get(),
                                    "Choose a newer one, for example OsSku.AZURE_LINUX or OsSku.WINDOWS_2025.");
                }
            });

    static final Rule<Dated<PoolIn>> OS_FIXED = Rule.<Dated<PoolIn>>warning(
                    "AKS-POOL-111", "A pool should have an operating system that gets security fixes.")
            .source(OS)
            .check((on, findings) -> {
                String sku = on.subject().text("/osSKU");
                Optional<LocalDate> end = AksFacts.day("os-unfixed", sku)
                        .filter(day -> !on.today().isBefore(day));
                if (end.isPresent()) {
                    on.subject()
                            .report(
                                    findings,
                                    "osSku",
                                    sku,
                                    "has had no security fixes since " + end.get(),
                                    "Move its work to a pool with a newer one.");
                }
            });

    static final Rule<Dated<PoolIn>> OS_HAS_IMAGES = Rule.<Dated<PoolIn>>warning(
                    "AKS-POOL-122", "A pool has an operating system of which there are images.")
            .source(
                    OS
                            + "; windows-server-2022-retirement, 2026-06-09; Azure/AKS release notes, 2026-05-29 and 2026-07-17")
            .check((on, findings) -> {
                String sku = on.subject().text("/osSKU");
                Optional<LocalDate> gone = AksFacts.day("os-images-gone", sku)
                        .filter(day -> !on.today().isBefore(day));
                if (gone.isPresent()) {
                    on.subject()
                            .report(
                                    findings,
                                    "osSku",
                                    sku,
                                    "has had no images since " + gone.get()
                                            + ", so that nodes can be neither added nor made anew",
                                    "Move its work to a pool with a newer one.");
                }
            });

    static final Rule<Dated<PoolIn>> AZURE_LINUX_2 = Rule.<Dated<PoolIn>>error(
                    "AKS-POOL-112",
                    "Azure Linux 2.0, which AzureLinux is below Kubernetes 1.32, has no images any more.")
            .prevents(AzureError.answered(400, "InvalidParameter"))
            .source("azure-aks-docs, azure-linux-retirement, 2025-12: images removed from 2026-03-31")
            .check((on, findings) -> {
                PoolIn in = on.subject();
                boolean old = KubernetesVersion.read(in.text("/orchestratorVersion"))
                        .map(version -> !version.isAtLeast(1, 32))
                        .orElse(false);
                if (old && in.text("/osSKU").equals("AzureLinux") && !on.today().isBefore(AZURE_LINUX_2_END)) {
                    in.report(
                            findings,
                            "osSku",
                            "AzureLinux",
                            "is Azure Linux 2.0 with Kubernetes " + in.text("/orchestratorVersion")
                                    + ", whose images went on " + AZURE_LINUX_2_END,
                            "Use OsSku.AZURE_LINUX_3, or Kubernetes 1.32 or newer.");
                }
            });

    static final Rule<Dated<PoolIn>> ONE_VERSION = Rule.<Dated<PoolIn>>warning(
                    "AKS-VER-013", "The pools of a new cluster have the control plane's version.")
            .source("cluster-api-provider-azure, 2026, starts pools with the control plane's version; the API's model"
                    + " allows older ones")
            .check((on, findings) -> {
                PoolIn in = on.subject();
                Optional<KubernetesVersion> pool = KubernetesVersion.read(in.text("/orchestratorVersion"));
                Optional<KubernetesVersion> control = in.cluster().version();
                if (pool.isPresent() && control.isPresent() && !pool.get().matches(control.get())) {
                    in.report(
                            findings,
                            "kubernetesVersion",
                            in.text("/orchestratorVersion"),
                            "is not the " + control.get() + " of the control plane, with which new pools begin",
                            "Leave it out, and add the older pool afterwards.");
                }
            });

    static final Rule<Dated<DeclaredCluster>> OVERRIDE = Rule.<Dated<DeclaredCluster>>warning(
                    "AKS-CLU-025", "An upgrade goes on in spite of deprecated APIs until a day that is still to come.")
            .source("azure-aks-docs, stop-cluster-upgrade-api-breaking-changes and upgrade-options, 2026")
            .check((on, findings) -> {
                String until = on.subject().text("/properties/upgradeSettings/overrideSettings/until");
                boolean forced = on.subject().isTrue("/properties/upgradeSettings/overrideSettings/forceUpgrade");
                if (forced
                        && until.length() >= 10
                        && until.substring(0, 10).compareTo(on.today().toString()) < 0) {
                    findings.report(
                            "forceUpgradeUntil",
                            until,
                            "is over, so that upgrades stop at deprecated APIs again",
                            "Name a later instant, or leave it out.");
                }
            });

    /** What stands against giving up long-term support, for a cluster of a version that has it. */
    static final Rule<Dated<KubernetesVersion>> LEAVE_LONG_TERM = Rule.<Dated<KubernetesVersion>>error(
                    "AKS-VER-012", "Long-term support is given up only while the version still has community support.")
            .prevents(AzureError.answered(400, "InvalidParameter"))
            .source("azure-aks-docs, long-term-support, 2026; " + VersionCalendar.SOURCE)
            .check((on, findings) -> VersionCalendar.supportedUntil(on.subject(), false)
                    .filter(end -> on.today().isAfter(end))
                    .ifPresent(end -> findings.report(
                            "supportPlan",
                            "KubernetesOfficial",
                            "has not had Kubernetes " + on.subject() + " since " + end,
                            "Upgrade to a newer version first, then call communitySupport().")));

    static final Rule<Dated<DeclaredCluster>> NGINX = Rule.<Dated<DeclaredCluster>>warning(
                    "AKS-CLU-087", "Application routing with NGINX gets security fixes until November 2026.")
            .source("Azure/AKS release notes, 2026-04-28; azure-aks-docs, ingress-nginx-retirement")
            .check((on, findings) -> {
                boolean routes = on.subject().isTrue("/properties/ingressProfile/webAppRouting/enabled");
                String type = on.subject()
                        .text("/properties/ingressProfile/webAppRouting/nginx/defaultIngressControllerType");
                boolean gateway = on.subject()
                        .text("/properties/ingressProfile/webAppRouting/gatewayAPIImplementations/appRoutingIstio/mode")
                        .equals("Enabled");
                LocalDate end = AksFacts.day("feature-end", "app-routing-nginx").orElseThrow();
                if (routes && !type.equals("None") && !(gateway && type.isEmpty())) {
                    findings.report(
                            "addons.appRouting",
                            "enabled",
                            (on.today().isAfter(end)
                                            ? "has had no security fixes since "
                                            : "gets security fixes until ")
                                    + end,
                            "Call appRoutingGateway(), and appRoutingController(IngressControllerType.NONE) once nothing"
                                    + " needs NGINX any more.");
                }
            });

    static final Rule<Dated<DeclaredCluster>> OPEN_MESH = Rule.<Dated<DeclaredCluster>>warning(
                    "AKS-CLU-088",
                    "The add-on Open Service Mesh ends on "
                            + AksFacts.day("feature-end", "open-service-mesh").orElseThrow() + ".")
            .source("Azure/AKS release notes, 2026-04-02")
            .check((on, findings) -> {
                LocalDate end = AksFacts.day("feature-end", "open-service-mesh").orElseThrow();
                if (on.subject().isTrue("/properties/addonProfiles/openServiceMesh/enabled")) {
                    findings.report(
                            "addons.openServiceMesh",
                            "enabled",
                            on.today().isAfter(end) ? "has ended on " + end : "ends on " + end,
                            "Call serviceMesh(...) in its place.");
                }
            });

    static final Rule<Dated<DeclaredCluster>> MESH_ON_OFFER = Rule.<Dated<DeclaredCluster>>error(
                    "AKS-CLU-089", "A new service mesh has a revision that has not ended.")
            .prevents(AzureError.answered(400, "InvalidParameter"))
            .source("azure-aks-docs, istio-support-policy, 2026-05-15: no new installations of a deprecated revision")
            .check((on, findings) -> on.subject()
                    .property("/properties/serviceMeshProfile/istio/revisions")
                    .forEach(revision -> AksFacts.mesh(revision.asText())
                            .map(AksFacts.Mesh::end)
                            .filter(on.today()::isAfter)
                            .ifPresent(end -> findings.report(
                                    "serviceMesh.revisions",
                                    revision.asText(),
                                    "has ended on " + end,
                                    AksFacts.newestMesh(on.today())
                                            .map(newest -> "Take a newer one, for example " + newest + ".")
                                            .orElse("Leave it out; Azure takes its own default.")))));

    static final Rule<Dated<PoolIn>> NOTHING_TO_ROLL_BACK = Rule.<Dated<PoolIn>>error(
                    "AKS-POOL-121", "A new pool gets the newest node image; an older one is for rolling back.")
            .prevents(AzureError.answered(400, "InvalidParameter"))
            .source("API 2026-04-01, nodeImageVersion; azure-aks-docs, roll-back-node-pool-version, 2026-08-05")
            .check((on, findings) -> {
                if (on.subject().has("/nodeImageVersion")) {
                    on.subject()
                            .report(
                                    findings,
                                    "nodeImageVersion",
                                    on.subject().text("/nodeImageVersion"),
                                    "is none that a new pool has used",
                                    "Leave it out; fromSnapshot(id) creates a pool with an older image.");
                }
            });

    /** All of them. */
    public static final List<Rule<?>> ALL = List.of(
            NGINX,
            OPEN_MESH,
            MESH_ON_OFFER,
            NOTHING_TO_ROLL_BACK,
            AutomaticRules.NEW,
            CREATABLE,
            SUPPORTED,
            LEAVE_LONG_TERM,
            ONE_VERSION,
            OVERRIDE,
            OS_ON_OFFER,
            OS_FIXED,
            OS_HAS_IMAGES,
            AZURE_LINUX_2);

    private DatedRules() {}

    /** Returns what stands in the way of creating the cluster on a day. */
    public static List<Problem> creation(DeclaredCluster cluster, LocalDate today) {
        List<Problem> problems =
                new ArrayList<>(Rule.all(List.of(CREATABLE, MESH_ON_OFFER), new Dated<>(cluster, today)));
        problems.addAll(Rule.all(AutomaticRules.CREATION, cluster));
        cluster.pools().forEach(pool -> {
            problems.addAll(ONE_VERSION.on(new Dated<>(PoolIn.of(cluster, pool), today)));
            problems.addAll(newPool(cluster, pool, today));
        });
        return problems;
    }

    /** Returns what stands in the way of creating a pool on a day. */
    public static List<Problem> newPool(DeclaredCluster cluster, NodePoolSpec pool, LocalDate today) {
        Dated<PoolIn> seen = new Dated<>(PoolIn.of(cluster, pool), today);
        return Rule.all(List.of(OS_ON_OFFER, AZURE_LINUX_2, NOTHING_TO_ROLL_BACK), seen);
    }

    /** Returns what stands in the way of giving up long-term support of a version on a day. */
    public static List<Problem> leavingLongTermSupport(KubernetesVersion version, LocalDate today) {
        return LEAVE_LONG_TERM.on(new Dated<>(version, today));
    }

    /** Returns what is to be said about a cluster on a day, whether it exists or not. */
    public static List<Problem> advice(DeclaredCluster cluster, LocalDate today) {
        List<Problem> problems =
                new ArrayList<>(Rule.all(List.of(SUPPORTED, OVERRIDE, NGINX, OPEN_MESH), new Dated<>(cluster, today)));
        cluster.pools()
                .forEach(pool -> problems.addAll(
                        Rule.all(List.of(OS_FIXED, OS_HAS_IMAGES), new Dated<>(PoolIn.of(cluster, pool), today))));
        return problems;
    }

    private static Optional<LocalDate> ended(Dated<DeclaredCluster> on) {
        return on.subject()
                .version()
                .flatMap(version -> VersionCalendar.supportedUntil(version, longTerm(on.subject())))
                .filter(end -> on.today().isAfter(end));
    }

    private static String ago(LocalDate end) {
        return end.equals(LocalDate.EPOCH) ? "has long been out of support" : "has been out of support since " + end;
    }

    private static boolean longTerm(DeclaredCluster cluster) {
        return cluster.text("/properties/supportPlan").equals("AKSLongTermSupport");
    }
}
