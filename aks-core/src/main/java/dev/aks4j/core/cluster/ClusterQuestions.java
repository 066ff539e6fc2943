package dev.aks4j.core.cluster;

import dev.aks4j.core.cluster.pool.NodePoolSpec;
import dev.aks4j.core.internal.cluster.offer.OfferRules;
import dev.aks4j.core.internal.cluster.offer.VersionsOnOffer;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.KubernetesVersion;
import dev.aks4j.core.model.Problem;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.plan.kind.Change;
import dev.aks4j.core.plan.kind.Comparison;
import dev.aks4j.core.plan.kind.Difference;
import dev.aks4j.core.plan.kind.Question;
import dev.aks4j.core.plan.kind.Scope;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a plan asks about a cluster: the versions on offer in its region, those that it and its pools can be upgraded to,
 * and, before nodes are upgraded, its pod disruption budgets.
 */
final class ClusterQuestions {

    private static final String VERSION = "/properties/kubernetesVersion";
    private static final String POOL_VERSION = "/orchestratorVersion";
    private static final String PLAN = "/properties/supportPlan";

    private final ClusterSpec spec;
    private final ResourceId id;
    private final Json live;
    private final Comparison comparison;
    private final List<Question> questions = new ArrayList<>();

    private ClusterQuestions(ClusterSpec spec, Json live, Comparison comparison, Scope scope) {
        this.spec = spec;
        this.id = scope.id(spec.id());
        this.live = live;
        this.comparison = comparison;
    }

    static List<Question> of(ClusterSpec spec, Json live, Comparison comparison, Scope scope) {
        ClusterQuestions all = new ClusterQuestions(spec, live, comparison, scope);
        if (live.isMissing() || comparison.change() == Change.RECREATE) {
            all.created();
        } else {
            all.changed();
        }
        return all.questions;
    }

    private void created() {
        Map<String, String> wanted = new LinkedHashMap<>();
        spec.kubernetesVersion().ifPresent(version -> wanted.put("kubernetesVersion", version));
        spec.pools().stream()
                .filter(pool -> pool.has(POOL_VERSION))
                .forEach(pool -> wanted.put("pools." + pool.name() + ".kubernetesVersion", pool.text(POOL_VERSION)));
        region(wanted);
    }

    private void changed() {
        Optional<Difference> raised = comparison.differences().stream()
                .filter(difference -> difference.path().equals(VERSION) && difference.change() == Change.UPDATE)
                .findFirst();
        if (raised.isPresent()) {
            List<String> steps = VersionChange.path(
                    live.at("/properties/currentKubernetesVersion")
                            .asText(raised.get().before().asText()),
                    raised.get().after().asText());
            upgrades(steps.get(0), raised.get().after().asText());
            Map<String, String> wanted = new LinkedHashMap<>();
            steps.forEach(step -> wanted.put(
                    step.equals(raised.get().after().asText())
                            ? "kubernetesVersion"
                            : "kubernetesVersion, on the way to "
                                    + raised.get().after().asText(),
                    step));
            region(wanted);
        } else {
            poolUpgrades();
            newPools();
        }
        Set<String> back = rolledBackPools();
        back.forEach(this::rollback);
        if (raised.isPresent() || !raisedPools().isEmpty() || !back.isEmpty()) {
            budgets();
        }
    }

    private void region(Map<String, String> wanted) {
        if (wanted.isEmpty()) {
            return;
        }
        String region = live.path("location").asText(spec.region().name());
        ResourceId location = ResourceId.subscription(id.subscriptionId().orElseThrow())
                .child("Microsoft.ContainerService/locations", region);
        questions.add(Question.collection(
                "Kubernetes versions on offer in " + region,
                location,
                "kubernetesVersions",
                ClusterSpec.API_VERSION,
                answer -> {
                    VersionsOnOffer offer = VersionsOnOffer.read(answer);
                    List<Problem> problems = new ArrayList<>();
                    wanted.forEach((path, text) -> KubernetesVersion.read(text)
                            .ifPresent(version -> problems.addAll(OfferRules.IN_REGION.on(new OfferRules.Wanted(
                                    path,
                                    text,
                                    offer.has(version, longTerm()),
                                    "in " + region + (longTerm() ? " with long-term support" : ""),
                                    offer.instead(version, longTerm()))))));
                    return new Question.Judgement(offer.text(longTerm()), problems);
                }));
    }

    private boolean longTerm() {
        String plan = spec.has(PLAN) ? spec.text(PLAN) : live.at(PLAN).asText();
        return plan.equals("AKSLongTermSupport");
    }

    private void upgrades(String first, String target) {
        questions.add(Question.resource(
                "Upgrades of cluster " + spec.name(),
                id.child("upgradeProfiles", "default"),
                ClusterSpec.API_VERSION,
                answer -> {
                    List<KubernetesVersion> offered = versions(answer.at("/properties/controlPlaneProfile/upgrades"));
                    OfferRules.Wanted next = next(first, offered);
                    return new Question.Judgement(
                            text(offered), OfferRules.FOR_CLUSTER.on(insteadOf(next, offered, target)));
                }));
    }

    /** A plan goes one minor at a time; where Azure wants a jump from a version out of support, a verb makes it. */
    private static OfferRules.Wanted insteadOf(OfferRules.Wanted next, List<KubernetesVersion> offered, String target) {
        Optional<KubernetesVersion> landing = KubernetesVersion.read(next.version())
                .flatMap(first -> KubernetesVersion.read(target)
                        .flatMap(end -> offered.stream()
                                .filter(version -> version.minorsAfter(first) > 0 && version.minorsAfter(end) <= 0)
                                .findFirst()));
        return landing.map(version -> new OfferRules.Wanted(
                        next.path(),
                        next.version(),
                        next.offered(),
                        next.where(),
                        next.fix() + " The cluster's version is out of support, and a plan does not skip minors: call"
                                + " upgradeTo(\"" + target + "\") on the live cluster, which goes to "
                                + version.major() + "." + version.minor() + " in one write, then plan again."))
                .orElse(next);
    }

    private void poolUpgrades() {
        Map<String, String> raised = raisedPools();
        if (raised.isEmpty()) {
            return;
        }
        questions.add(Question.resource(
                "Upgrades of the pools of cluster " + spec.name(),
                id.child("upgradeProfiles", "default"),
                ClusterSpec.API_VERSION,
                answer -> {
                    List<Problem> problems = new ArrayList<>();
                    List<String> found = new ArrayList<>();
                    raised.forEach((pool, first) -> {
                        List<KubernetesVersion> offered = versions(profile(answer, pool));
                        found.add(pool + " to " + text(offered));
                        problems.addAll(OfferRules.FOR_POOL.on(
                                wanted("pools." + pool + ".kubernetesVersion", first, offered, "for this pool")));
                    });
                    return new Question.Judgement(String.join("; ", found), problems);
                }));
    }

    private Set<String> rolledBackPools() {
        return spec.pools().stream()
                .filter(pool -> pool.has("/nodeImageVersion"))
                .filter(pool -> comparison.differences().stream().anyMatch(difference -> goesBack(pool, difference)))
                .map(NodePoolSpec::name)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Another image of the same version, or an older version with the image that it had. */
    private boolean goesBack(NodePoolSpec pool, Difference difference) {
        String path = ClusterComparison.POOLS + "/" + pool.name();
        return difference.path().equals(path + "/nodeImageVersion")
                || difference.path().equals(path + POOL_VERSION)
                        && difference.change() == Change.UPDATE
                        && VersionChange.isOlder(
                                difference.after().asText(),
                                ClusterComparison.live(live, pool.name())
                                        .map(profile -> profile.path("currentOrchestratorVersion")
                                                .asText())
                                        .orElse(""));
    }

    private void rollback(String name) {
        NodePoolSpec pool = spec.pool(name).orElseThrow();
        String image = pool.text("/nodeImageVersion");
        String version = ClusterDocuments.draftProfile(spec, pool)
                .path("orchestratorVersion")
                .asText();
        questions.add(Question.resource(
                "Recently used versions of pool " + name,
                id.child("agentPools", name).child("upgradeProfiles", "default"),
                ClusterSpec.API_VERSION,
                answer -> {
                    List<String> recent = new ArrayList<>();
                    boolean there = false;
                    for (Json each : answer.at("/properties/recentlyUsedVersions")) {
                        String had = each.path("orchestratorVersion").asText();
                        recent.add(
                                had + " with " + each.path("nodeImageVersion").asText());
                        there |= each.path("nodeImageVersion").asText().equals(image)
                                && (version.isEmpty() || had.equals(version) || had.startsWith(version + "."));
                    }
                    OfferRules.Wanted wanted = new OfferRules.Wanted(
                            "pools." + name + ".nodeImageVersion",
                            image,
                            there,
                            "for " + (version.isEmpty() ? "this pool" : "Kubernetes " + version),
                            recent.isEmpty()
                                    ? "The pool has used no other within seven days."
                                    : "The pool has used " + String.join(", ", recent) + ".");
                    return new Question.Judgement(
                            recent.isEmpty() ? "none" : String.join(", ", recent), OfferRules.FOR_ROLLBACK.on(wanted));
                }));
    }

    /** Returns the pools that get a newer version in place, each with the first version on its way. */
    private Map<String, String> raisedPools() {
        Map<String, String> raised = new LinkedHashMap<>();
        Set<String> back = rolledBackPools();
        for (NodePoolSpec pool : spec.pools()) {
            if (back.contains(pool.name())) {
                continue;
            }
            String path = ClusterComparison.POOLS + "/" + pool.name() + POOL_VERSION;
            comparison.differences().stream()
                    .filter(difference -> difference.path().equals(path) && difference.change() == Change.UPDATE)
                    .forEach(difference -> raised.put(pool.name(), first(pool.name(), difference)));
        }
        return raised;
    }

    private String first(String pool, Difference difference) {
        String current = ClusterComparison.live(live, pool)
                .map(profile -> profile.path("currentOrchestratorVersion").asText(""))
                .filter(text -> !text.isEmpty())
                .orElse(difference.before().asText());
        return VersionChange.path(current, difference.after().asText()).get(0);
    }

    private void newPools() {
        Optional<KubernetesVersion> control = KubernetesVersion.read(
                live.at("/properties/currentKubernetesVersion").asText());
        Map<String, String> wanted = new LinkedHashMap<>();
        spec.pools().stream()
                .filter(pool -> ClusterComparison.live(live, pool.name()).isEmpty() && pool.has(POOL_VERSION))
                .filter(pool -> KubernetesVersion.read(pool.text(POOL_VERSION))
                        .filter(version -> control.filter(version::matches).isEmpty())
                        .isPresent())
                .forEach(pool -> wanted.put(pool.name(), pool.text(POOL_VERSION)));
        if (wanted.isEmpty()) {
            return;
        }
        questions.add(Question.collection(
                "Versions for new pools of cluster " + spec.name(),
                id,
                "availableAgentPoolVersions",
                ClusterSpec.API_VERSION,
                answer -> {
                    List<KubernetesVersion> offered = versions(answer.at("/properties/agentPoolVersions"));
                    List<Problem> problems = new ArrayList<>();
                    wanted.forEach((pool, version) -> problems.addAll(OfferRules.FOR_NEW_POOL.on(wanted(
                            "pools." + pool + ".kubernetesVersion", version, offered, "for pools of this cluster"))));
                    return new Question.Judgement(text(offered), problems);
                }));
    }

    private void budgets() {
        if (live.at("/properties/powerState/code").asText().equals("Stopped")) {
            return;
        }
        questions.add(Question.objects(
                "Pod disruption budgets of cluster " + spec.name(),
                id,
                DisruptionBudget.API_VERSION,
                DisruptionBudget.PLURAL,
                answer -> {
                    List<DisruptionBudget> budgets = DisruptionBudget.read(answer);
                    long blocking =
                            budgets.stream().filter(DisruptionBudget::blocks).count();
                    String found = budgets.isEmpty()
                            ? "none"
                            : budgets.size() + ", of which " + (blocking == 0 ? "none" : blocking)
                                    + (blocking > 1 ? " allow no disruption" : " allows no disruption");
                    return new Question.Judgement(found, DisruptionBudget.against(budgets));
                }));
    }

    /** Holds a version of the control plane against its upgrades: if Azure names none, none is on offer. */
    private static OfferRules.Wanted next(String version, List<KubernetesVersion> offered) {
        boolean known = KubernetesVersion.read(version)
                .map(wanted -> offered.stream().anyMatch(wanted::matches))
                .orElse(true);
        return new OfferRules.Wanted(
                "kubernetesVersion", version, known, "for this cluster", "Azure offers " + text(offered) + ".");
    }

    /** An answer that names no version for a pool says nothing, so it stands against nothing. */
    private static OfferRules.Wanted wanted(
            String path, String version, List<KubernetesVersion> offered, String where) {
        boolean known = KubernetesVersion.read(version)
                .map(wanted -> offered.isEmpty() || offered.stream().anyMatch(wanted::matches))
                .orElse(true);
        return new OfferRules.Wanted(path, version, known, where, "Azure offers " + text(offered) + ".");
    }

    private static List<KubernetesVersion> versions(Json list) {
        List<KubernetesVersion> versions = new ArrayList<>();
        list.forEach(item ->
                KubernetesVersion.read(item.path("kubernetesVersion").asText()).ifPresent(versions::add));
        versions.sort(null);
        return List.copyOf(versions);
    }

    private static Json profile(Json answer, String pool) {
        for (Json profile : answer.at("/properties/agentPoolProfiles")) {
            if (profile.path("name").asText().equalsIgnoreCase(pool)) {
                return profile.path("upgrades");
            }
        }
        return answer.path("nothing");
    }

    private static String text(List<KubernetesVersion> versions) {
        return versions.isEmpty()
                ? "none named"
                : versions.stream().map(KubernetesVersion::toString).collect(Collectors.joining(", "));
    }
}
