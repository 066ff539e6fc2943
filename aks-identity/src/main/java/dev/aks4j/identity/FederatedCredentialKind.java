package dev.aks4j.identity;

import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.Problem;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.model.Rule;
import dev.aks4j.core.plan.kind.Address;
import dev.aks4j.core.plan.kind.Alternative;
import dev.aks4j.core.plan.kind.ArmKind;
import dev.aks4j.core.plan.kind.Question;
import dev.aks4j.core.plan.kind.Scope;
import dev.aks4j.core.plan.kind.Twins;
import dev.aks4j.core.plan.kind.Undeclared;
import dev.aks4j.core.plan.kind.Written;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Teaches the engine federated credentials. They have no tags; whose identity they lie below says whose they are. */
final class FederatedCredentialKind extends ArmKind<FederatedCredentialSpec> {

    static final FederatedCredentialKind INSTANCE = new FederatedCredentialKind();

    private FederatedCredentialKind() {}

    @Override
    public String name() {
        return "federatedCredential";
    }

    @Override
    public String apiVersion() {
        return ManagedIdentityKind.API_VERSION;
    }

    @Override
    public List<Problem> check(FederatedCredentialSpec spec, Scope scope) {
        return Rule.all(FederatedCredentialRules.IN_PLAN, new FederatedCredentialRules.InPlan(spec, scope));
    }

    @Override
    public Set<Address> requires(FederatedCredentialSpec spec) {
        Set<Address> needed = new LinkedHashSet<>();
        needed.add(Address.azure(spec.identity()));
        spec.cluster().map(Address::azure).ifPresent(needed::add);
        return needed;
    }

    @Override
    public String summary(FederatedCredentialSpec spec) {
        return spec.identity().name() + " trusts " + spec.subject();
    }

    @Override
    protected Json document(FederatedCredentialSpec spec, Scope scope) {
        Json.ObjectBuilder properties = Json.object();
        properties.put("issuer", spec.issuer(scope));
        properties.put("subject", spec.subject());
        properties.putArray("audiences").add(spec.audience());
        return Json.object().put("properties", properties).build();
    }

    @Override
    protected Set<String> defaults(FederatedCredentialSpec spec) {
        return spec.saysAudience() ? Set.of() : Set.of("/properties/audiences");
    }

    @Override
    protected List<Undeclared> undeclared() {
        Json usual = Json.array().add(FederatedCredentialSpec.AUDIENCE).build();
        return List.of(new Undeclared("/properties/audiences", Set.of(usual.toString()), usual, "", true));
    }

    @Override
    protected List<Alternative> alternatives() {
        return List.of(Alternative.besides("/properties", "subject", "claimsMatchingExpression"));
    }

    /** Azure keeps one credential of an issuer and a subject on an identity, both compared to the letter. */
    @Override
    public Optional<Twins> twins(FederatedCredentialSpec spec, Scope scope) {
        return Optional.of(new Twins(
                scope.id(spec.identity()),
                "federatedIdentityCredentials",
                Optional.empty(),
                (declared, live) ->
                        same(declared, live, "/properties/issuer") && same(declared, live, "/properties/subject")));
    }

    private static boolean same(Json declared, Json live, String pointer) {
        return declared.at(pointer).equals(live.at(pointer));
    }

    @Override
    public boolean owns(FederatedCredentialSpec spec, Json live) {
        return true;
    }

    /** What is there already counts with what is planned. */
    @Override
    public List<Question> sharedQuestions(List<Written<FederatedCredentialSpec>> written, Scope scope) {
        return written.stream()
                .map(each -> scope.id(each.spec().identity()))
                .distinct()
                .map(identity -> Question.of(
                        "Federated credentials of " + identity.name(),
                        new Question.Collection(identity, "federatedIdentityCredentials", apiVersion(), Map.of(), true),
                        answer -> counted(identity, answer, scope)))
                .toList();
    }

    private static Question.Judgement counted(ResourceId identity, Json answer, Scope scope) {
        Set<String> planned = scope.specs().stream()
                .filter(FederatedCredentialSpec.class::isInstance)
                .map(FederatedCredentialSpec.class::cast)
                .filter(each -> scope.id(each.identity()).equals(identity))
                .map(each -> each.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
        int others = (int) answer.path("value").stream()
                .filter(each -> !planned.contains(each.path("name").asText().toLowerCase(Locale.ROOT)))
                .count();
        return new Question.Judgement(
                answer.path("value").size() + " there",
                FederatedCredentialRules.AT_MOST_WITH_LIVE.on(
                        new FederatedCredentialRules.Counted(identity.name(), planned.size(), others)));
    }
}
