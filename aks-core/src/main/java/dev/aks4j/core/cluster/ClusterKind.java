package dev.aks4j.core.cluster;

import dev.aks4j.core.cluster.pool.NodePoolSpec;
import dev.aks4j.core.internal.cluster.offer.ClusterDemand;
import dev.aks4j.core.internal.cluster.offer.RegionQuestions;
import dev.aks4j.core.internal.cluster.rule.DatedRules;
import dev.aks4j.core.internal.cluster.rule.WireRules;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.Problem;
import dev.aks4j.core.plan.kind.Address;
import dev.aks4j.core.plan.kind.ArmKind;
import dev.aks4j.core.plan.kind.Comparison;
import dev.aks4j.core.plan.kind.PlanLine;
import dev.aks4j.core.plan.kind.PlanNote;
import dev.aks4j.core.plan.kind.Question;
import dev.aks4j.core.plan.kind.ResourceKind;
import dev.aks4j.core.plan.kind.Scope;
import dev.aks4j.core.plan.kind.Spec;
import dev.aks4j.core.plan.kind.Write;
import dev.aks4j.core.plan.kind.Written;
import dev.aks4j.core.resource.ReferenceQuestions;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Teaches the engine managed clusters with their node pools. */
final class ClusterKind extends ArmKind<ClusterSpec> {

    static final ClusterKind INSTANCE = new ClusterKind();

    static final String API_VERSION = ClusterSpec.API_VERSION;

    private ClusterKind() {}

    @Override
    public String name() {
        return "managedCluster";
    }

    @Override
    public String apiVersion() {
        return API_VERSION;
    }

    @Override
    public Set<Address> requires(ClusterSpec spec) {
        Stream<Address> references = spec.features().stream()
                .flatMap(feature -> feature.requires().stream())
                .map(Address::azure);
        Stream<Address> rights = spec.identity().stream()
                .flatMap(identity -> identity.derived(spec).stream())
                .filter(derived -> !needs(derived, spec))
                .map(Spec::address);
        Stream<Address> named = ClusterDocuments.named(spec).map(Address::azure);
        return Stream.of(references, rights, named)
                .flatMap(addresses -> addresses)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Whether a right is held by an identity that comes with the cluster; it is granted afterwards. */
    @SuppressWarnings("unchecked") // a spec's kind accepts the spec's class: the contract of Spec.kind()
    private static boolean needs(Spec derived, ClusterSpec cluster) {
        return ((ResourceKind<Spec>) derived.kind()).requires(derived).contains(cluster.address());
    }

    @Override
    public String summary(ClusterSpec spec) {
        return ClusterText.summary(spec);
    }

    @Override
    public List<PlanLine> parts(ClusterSpec spec) {
        return spec.pools().stream()
                .map(pool -> new PlanLine("nodePool", pool.name(), ClusterText.pool(pool)))
                .toList();
    }

    @Override
    public List<Problem> check(ClusterSpec spec, Scope scope) {
        List<Problem> advice = new ArrayList<>(spec.warnings());
        advice.addAll(DatedRules.advice(new Declared(spec), day(scope)));
        spec.features().forEach(feature -> advice.addAll(feature.check(spec, scope)));
        advice.addAll(WireRules.unknownTo(scope.apiVersion(), new Declared(spec)));
        return advice;
    }

    @Override
    public List<Problem> checkNew(ClusterSpec spec, Scope scope) {
        return DatedRules.creation(new Declared(spec), day(scope));
    }

    @Override
    public List<Question> questions(ClusterSpec spec, Json live, Comparison comparison, Scope scope) {
        List<Question> questions = new ArrayList<>(ClusterQuestions.of(spec, live, comparison, scope));
        spec.features().forEach(feature -> questions.addAll(feature.questions(spec, live, scope)));
        if (live.isMissing()) {
            questions.addAll(ReferenceQuestions.of(
                    "managedCluster " + spec.name(),
                    ClusterDocuments.named(spec).toList(),
                    scope));
        }
        return questions;
    }

    @Override
    public List<Question> sharedQuestions(List<Written<ClusterSpec>> written, Scope scope) {
        return RegionQuestions.of(written.stream().map(ClusterKind::demand).toList(), scope.subscriptionId());
    }

    private static ClusterDemand demand(Written<ClusterSpec> written) {
        ClusterSpec spec = written.spec();
        return new ClusterDemand(
                spec.name(),
                written.live().path("location").asText(spec.region().name()),
                spec.pools().stream().map(NodePoolSpec::name).collect(Collectors.toSet()),
                written.live(),
                written.writes());
    }

    @Override
    public List<PlanNote> notes(ClusterSpec spec, Scope scope) {
        List<AddressUse> uses =
                spec.network().map(network -> network.addressUse(spec)).orElse(List.of());
        return uses.isEmpty()
                ? List.of()
                : List.of(new PlanNote("IP plan at every maximum, with surge", ClusterText.addresses(uses)));
    }

    @Override
    protected Json document(ClusterSpec spec, Scope scope) {
        return ClusterDocuments.controlPlane(spec, scope).toJson();
    }

    @Override
    public Comparison compare(ClusterSpec spec, Json live, Scope scope) {
        return ClusterComparison.of(spec, live, scope);
    }

    @Override
    public List<Write> create(ClusterSpec spec, Scope scope) {
        List<Write> writes = new ArrayList<>();
        writes.add(new Write.Put(id(spec, scope), API_VERSION, ClusterDocuments.creation(spec, scope), false));
        spec.pools()
                .forEach(pool -> ClusterDocuments.poolOnly(spec, pool, scope)
                        .ifPresent(body -> writes.add(new Write.Put(
                                id(spec, scope).child("agentPools", pool.name()), API_VERSION, body, true))));
        return List.copyOf(writes);
    }

    @Override
    public List<Write> update(ClusterSpec spec, Json live, Comparison comparison, Scope scope) {
        return ClusterWrites.of(spec, live, comparison, scope);
    }

    private static LocalDate day(Scope scope) {
        return LocalDate.ofInstant(scope.now(), ZoneOffset.UTC);
    }
}
