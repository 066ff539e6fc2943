package dev.aks4j.core.cluster.operate;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.cluster.setting.ClusterPreset;
import dev.aks4j.core.internal.cluster.rule.VersionCalendar;
import dev.aks4j.core.internal.plan.run.Html;
import dev.aks4j.core.model.Experimental;
import dev.aks4j.core.model.InvalidSpecException;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.KubernetesVersion;
import dev.aks4j.core.model.Problem;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What there is to know and to worry about of a cluster that exists, whoever made it: its health, the rules that it breaks,
 * its version with the end of its support and the upgrades on offer, who comes in, and how it differs from a preset. It is of
 * the moment at which the cluster was read. Immutable and thread-safe.
 *
 * <pre>{@code
 * ClusterAudit audit = aks.audit(id);
 * System.out.println(audit);
 * Files.writeString(Path.of("audit.html"), audit.toHtml());
 * }</pre>
 */
@Experimental
public final class ClusterAudit {

    /** An end of support that is nearer than this is worth a word. */
    private static final int SOON_IN_DAYS = 60;

    /**
     * One thing that was found.
     *
     * @param area what it is about: {@code health}, {@code rules}, {@code version}, {@code access} or {@code pools}
     * @param serious whether it should be changed soon
     * @param text what it is and what to do
     */
    public record Finding(String area, boolean serious, String text) {
        @Override
        public String toString() {
            return (serious ? "! " : "  ") + area + ": " + text;
        }
    }

    private final Cluster cluster;
    private final LocalDate today;
    private final List<KubernetesVersion> upgrades;
    private final List<Problem> problems;
    private final List<Problem> warnings;
    private final List<Finding> findings = new ArrayList<>();

    private ClusterAudit(Cluster cluster, RegionOffers offers, LocalDate today) {
        this.cluster = cluster;
        this.today = today;
        this.upgrades = cluster.kubernetesVersion()
                .map(version -> offers.versions().stream()
                        .filter(offer -> !offer.longTermOnly() || isLongTerm())
                        .map(offer -> offer.patches().isEmpty()
                                ? offer.version()
                                : offer.patches().get(offer.patches().size() - 1))
                        .filter(newest -> newest.compareTo(version) > 0)
                        .toList())
                .orElse(List.of());
        List<Problem> broken = List.of();
        List<Problem> advice = List.of();
        try {
            advice = ClusterSpec.of(cluster.document()).warnings();
        } catch (InvalidSpecException e) {
            broken = e.problems();
        }
        this.problems = broken.stream().filter(Problem::isError).toList();
        this.warnings = broken.isEmpty()
                ? advice
                : broken.stream().filter(one -> !one.isError()).toList();
        health();
        rules();
        version();
        access();
        pools();
    }

    static ClusterAudit of(Cluster cluster, OperateContext azure) {
        return new ClusterAudit(
                cluster,
                RegionOffers.ask(azure, cluster.region()),
                azure.scheduler().now().atOffset(ZoneOffset.UTC).toLocalDate());
    }

    private boolean isLongTerm() {
        return text("/properties/supportPlan").equals("AKSLongTermSupport");
    }

    private String text(String pointer) {
        return cluster.document().at(pointer).asText();
    }

    private boolean isTrue(String pointer) {
        return cluster.document().at(pointer).asBoolean();
    }

    private void found(String area, boolean serious, String text) {
        findings.add(new Finding(area, serious, text));
    }

    private void health() {
        Health health = cluster.health();
        health.complaints().forEach(complaint -> found("health", true, complaint));
    }

    private void rules() {
        problems.forEach(problem -> found("rules", true, line(problem)));
        warnings.forEach(problem -> found("rules", false, line(problem)));
    }

    private static String line(Problem problem) {
        return problem.rule() + " " + problem.path() + " = " + problem.value() + " " + problem.what() + ". "
                + problem.fix();
    }

    private void version() {
        Optional<KubernetesVersion> version = cluster.kubernetesVersion();
        supportedUntil().ifPresent(end -> {
            String which =
                    "Kubernetes " + version.map(KubernetesVersion::toString).orElse("?") + " is supported until " + end;
            if (end.isBefore(today)) {
                found("version", true, which + ", which is over. Upgrade, or take long-term support.");
            } else if (end.isBefore(today.plusDays(SOON_IN_DAYS))) {
                found("version", true, which + ". Plan an upgrade.");
            }
        });
        if (!upgrades.isEmpty()) {
            List<String> names =
                    upgrades.stream().map(KubernetesVersion::toString).toList();
            found("version", false, "On offer: " + String.join(", ", names) + ".");
        }
        for (NodePool pool : cluster.pools()) {
            boolean behind = version.isPresent()
                    && pool.kubernetesVersion()
                            .filter(own -> own.compareTo(version.get()) < 0)
                            .isPresent();
            if (behind) {
                found(
                        "version",
                        false,
                        "Pool " + pool.name() + " runs "
                                + pool.kubernetesVersion().get() + ", behind its control plane. Upgrade it.");
            }
        }
    }

    private void access() {
        boolean entra = cluster.document().at("/properties/aadProfile").isObject();
        boolean closed = isTrue("/properties/apiServerAccessProfile/enablePrivateCluster")
                || text("/properties/publicNetworkAccess").equalsIgnoreCase("Disabled");
        boolean narrowed = !cluster.document()
                .at("/properties/apiServerAccessProfile/authorizedIPRanges")
                .isEmpty();
        if (!entra) {
            found("access", true, "Nobody signs in with Entra ID: whoever has the kubeconfig is administrator.");
        }
        if (!isTrue("/properties/disableLocalAccounts")) {
            found("access", entra, "Local accounts are on: a certificate opens the cluster, past Entra ID.");
        }
        if (!closed && !narrowed) {
            found("access", false, "The API server answers the whole internet. Narrow it, or make it private.");
        }
        if (entra && !isTrue("/properties/aadProfile/enableAzureRBAC")) {
            found("access", false, "Rights are given by Kubernetes RBAC; Azure's roles say nothing in the cluster.");
        }
        if (!isTrue("/properties/securityProfile/workloadIdentity/enabled")) {
            found("access", false, "Workload identity is off: pods need secrets to sign in to Azure.");
        }
    }

    private void pools() {
        for (NodePool pool : cluster.pools()) {
            if (pool.isSystem() && !pool.isAutoscaled() && pool.count() < 2) {
                found("pools", false, "System pool " + pool.name() + " has one node, lost with every upgrade.");
            }
            if (pool.document().path("availabilityZones").isEmpty() && !pool.isSpot()) {
                found("pools", false, "Pool " + pool.name() + " is spread over no zones.");
            }
        }
    }

    /** Returns the cluster as it was read. */
    public Cluster cluster() {
        return cluster;
    }

    /** Returns the rules of this library that the cluster breaks: what Azure would refuse today. */
    public List<Problem> problems() {
        return problems;
    }

    /** Returns what rules advise against. */
    public List<Problem> warnings() {
        return warnings;
    }

    /** Returns until when the version is supported, where that is known; with long-term support until its end. */
    public Optional<LocalDate> supportedUntil() {
        return cluster.kubernetesVersion().flatMap(version -> VersionCalendar.supportedUntil(version, isLongTerm()));
    }

    /** Returns the newest patch of each minor version that is newer than what runs, oldest first. */
    public List<KubernetesVersion> upgrades() {
        return upgrades;
    }

    /** Returns all that was found, serious things first. */
    public List<Finding> findings() {
        return findings.stream()
                .sorted((one, other) -> Boolean.compare(other.serious(), one.serious()))
                .toList();
    }

    /** Returns the settings of a preset that the cluster does not have, each with what it has instead. */
    public Map<ClusterPreset.Setting, Json> differences(ClusterPreset preset) {
        Map<ClusterPreset.Setting, Json> differences = new LinkedHashMap<>();
        for (ClusterPreset.Setting setting : preset.settings()) {
            Json live = cluster.document().at(setting.pointer());
            if (!live.asText().equalsIgnoreCase(String.valueOf(setting.value()))) {
                differences.put(setting, live);
            }
        }
        return differences;
    }

    /** Returns the audit as programs read it. */
    @JsonValue
    public Json toJson() {
        Json.ObjectBuilder json = Json.object()
                .put("cluster", cluster.id().toString())
                .put("health", cluster.health().level())
                .put("version", cluster.kubernetesVersion().map(String::valueOf).orElse(""));
        supportedUntil().ifPresent(end -> json.put("supportedUntil", end.toString()));
        json.put("upgrades", upgrades.stream().map(String::valueOf).toList());
        json.put("problems", problems.stream().map(Problem::toJson).toList());
        json.put("warnings", warnings.stream().map(Problem::toJson).toList());
        json.put(
                "findings",
                findings().stream()
                        .map(one -> Map.of("area", one.area(), "serious", one.serious(), "text", one.text()))
                        .toList());
        return json.build();
    }

    /** Returns the audit as a page for a browser, one file without network. */
    public String toHtml() {
        Html html = new Html().element("h1", "Cluster " + cluster.name());
        html.element("p", head(), "class", "sub");
        for (boolean serious : new boolean[] {true, false}) {
            List<Finding> some =
                    findings().stream().filter(one -> one.serious() == serious).toList();
            if (!some.isEmpty()) {
                html.element("h2", serious ? "To change soon" : "Worth knowing").line();
                some.forEach(one -> html.open("div", "class", serious ? "card bad" : "card warn")
                        .open("p")
                        .element("span", one.area(), "class", "chip none")
                        .text(" " + one.text())
                        .close("p")
                        .close("div")
                        .line());
            }
        }
        return html.page("Cluster " + cluster.name());
    }

    private String head() {
        return cluster.health() + ", Kubernetes "
                + cluster.kubernetesVersion().map(String::valueOf).orElse("?")
                + supportedUntil().map(end -> ", supported until " + end).orElse("") + ", "
                + cluster.region().name() + ", " + cluster.pools().size() + " pools";
    }

    /** Returns the audit as people read it, serious things first, marked with an exclamation mark. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("Cluster " + cluster.name() + ": " + head());
        findings().forEach(one -> text.append('\n').append(one));
        return text.toString();
    }
}
